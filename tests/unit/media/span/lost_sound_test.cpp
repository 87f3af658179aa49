// Films whose sound cannot be decoded: what is made of them is made all the same, and says which codec it was.

#include <algorithm>
#include <fstream>

#include "catch.h"
#include "file_text.h"
#include "media/sample/sample_film.h"
#include "temp_dir.h"
#include "unit/media/damaged_sound.h"
#include "unit/media/film_frames.h"
#include "unit/media/making.h"

using namespace clipbox;
using base::ErrorCode;
using jobs::ArtifactType;
using jobs::Output;

namespace {

bool Names(const std::vector<media::Shortfall>& outputs, ArtifactType type, const std::string& codec) {
  return std::any_of(outputs.begin(), outputs.end(), [&](const media::Shortfall& each) {
    return each.type == type && each.code == ErrorCode::kUnsupportedCodec &&
           each.message.find(codec) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("a clip whose sound has a codec that is not on the list is made mute, and the codec is named") {
  const test::TempDir dir;
  struct Source {
    const char* file;
    const char* codec;
  };
  for (const Source& source : {Source{"film.mkv", "wmav2"}, Source{"film.avi", "adpcm_ms"}}) {
    CAPTURE(source.codec);
    test::MakeFilmWithSound(dir / source.file, source.codec);
    const test::AllMade result =
        test::MakeAll(dir / source.file, test::OneClip(1, 3, {Output::kMp4, Output::kGif, Output::kAudio}), dir.path());
    REQUIRE(test::Find(result, ArtifactType::kClip) != nullptr);
    CHECK(test::Find(result, ArtifactType::kGif) != nullptr);
    REQUIRE(result.lacking.size() == 1);
    CHECK(Names(result.lacking, ArtifactType::kClip, source.codec));
    CHECK(result.lacking[0].label == "clip");
    REQUIRE(result.failed.size() == 1);
    CHECK(Names(result.failed, ArtifactType::kAudio, source.codec));
  }
}

TEST_CASE("a clip whose sound the decoder refuses is made mute, and the codec is named") {
  const test::TempDir dir;
  test::MakeFilmWithSound(dir / "whole.mkv", "libvorbis");
  std::string film = test::ReadText(dir / "whole.mkv");
  const std::size_t header = film.find("\x01vorbis");
  REQUIRE(header != std::string::npos);
  film[header + 1] = 'x';
  std::ofstream(dir / "film.mkv", std::ios::binary) << film;
  const test::AllMade result = test::MakeAll(dir / "film.mkv", test::OneClip(1, 3), dir.path());
  CHECK(result.made.size() == 1);
  REQUIRE(result.lacking.size() == 1);
  CHECK(Names(result.lacking, ArtifactType::kClip, "vorbis"));
}

TEST_CASE("what is made of sound that turns out to be damaged is silent, and the codec is named") {
  const test::TempDir dir;
  test::MakeFilmWithSound(dir / "whole.mkv", "libvorbis");
  test::WriteWithDamagedSound(dir / "whole.mkv", dir / "film.mkv");
  jobs::Recipe recipe = test::OneClip(1, 3, {Output::kMp4, Output::kAudio, Output::kPoster});
  for (const jobs::Cut cut : {jobs::Cut::kSmart, jobs::Cut::kExact, jobs::Cut::kKeyframe}) {
    recipe.mp4.cut = cut;
    const test::AllMade result = test::MakeAll(dir / "film.mkv", recipe, dir.path());
    CHECK(result.made.size() == 4);  // beside a poster of the whole film
    CHECK(result.failed.empty());
    REQUIRE(result.lacking.size() == 2);
    CHECK(Names(result.lacking, ArtifactType::kClip, "vorbis"));
    CHECK(Names(result.lacking, ArtifactType::kAudio, "vorbis"));
    CHECK(test::MakeAll(dir / "whole.mkv", recipe, dir.path()).lacking.empty());
  }
}

TEST_CASE("a clip that copies sound which is damaged says so, and names the codec") {
  const test::TempDir dir;
  test::MakeFilmWithSound(dir / "whole.mkv", "aac");
  test::WriteWithDamagedSound(dir / "whole.mkv", dir / "film.mkv");
  jobs::Recipe recipe = test::OneClip(1, 3);
  for (const jobs::Cut cut : {jobs::Cut::kSmart, jobs::Cut::kExact, jobs::Cut::kKeyframe}) {
    recipe.mp4.cut = cut;
    const test::AllMade result = test::MakeAll(dir / "film.mkv", recipe, dir.path());
    CHECK(result.failed.empty());
    REQUIRE(result.lacking.size() == 1);
    CHECK(Names(result.lacking, ArtifactType::kClip, "aac"));
    CHECK(test::MakeAll(dir / "whole.mkv", recipe, dir.path()).lacking.empty());
  }
}

TEST_CASE("a film without any sound lacks none") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mkv", {.seconds = 2, .width = 160, .height = 96, .audio = false});
  const test::AllMade result = test::MakeAll(dir / "film.mkv", test::OneClip(0, 1), dir.path());
  CHECK(result.made.size() == 1);
  CHECK(result.lacking.empty());
}
