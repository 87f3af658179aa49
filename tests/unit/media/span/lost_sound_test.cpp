// Films whose sound cannot be decoded: what is made of them is made all the same, and says which codec it was.

#include <algorithm>
#include <fstream>

#include "av/input.h"
#include "av/output.h"
#include "catch.h"
#include "file_text.h"
#include "media/sample/sample_film.h"
#include "temp_dir.h"
#include "unit/media/film_frames.h"
#include "unit/media/making.h"

using namespace clipbox;
using base::ErrorCode;
using jobs::ArtifactType;
using jobs::Output;

namespace {

void MakeFilm(const std::filesystem::path& path, const char* sound_encoder) {
  media::SampleFilm film;
  film.seconds = 4;
  film.width = 160;
  film.height = 96;
  film.gop = 30;
  film.video_options = "preset=ultrafast:crf=23";
  film.audio_encoder = sound_encoder;
  media::MakeSampleFilm(path, film);
}

// The same film, with sound of which no packet can be decoded.
void WriteWithDamagedSound(const std::filesystem::path& film, const std::filesystem::path& damaged) {
  base::FileSource source(film);
  av::Input input(source, {});
  av::Output output(damaged, "matroska");
  for (int i = 0; i < input.stream_count(); ++i) output.AddStream(*input.stream(i).codecpar, input.stream(i).time_base);
  output.WriteHeader({});
  av::Packet packet;
  while (input.Read(packet)) {
    const int stream = packet->stream_index;
    if (input.stream(stream).codecpar->codec_type == AVMEDIA_TYPE_AUDIO) {
      REQUIRE(av_packet_make_writable(packet.get()) == 0);
      std::fill_n(packet->data, packet->size, std::uint8_t{0x55});
    }
    output.Write(packet, stream, input.stream(stream).time_base);
  }
  output.Finish();
}

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
    MakeFilm(dir / source.file, source.codec);
    const media::SpanResult result =
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
  MakeFilm(dir / "whole.mkv", "libvorbis");
  std::string film = test::ReadText(dir / "whole.mkv");
  const std::size_t header = film.find("\x01vorbis");
  REQUIRE(header != std::string::npos);
  film[header + 1] = 'x';
  std::ofstream(dir / "film.mkv", std::ios::binary) << film;
  const media::SpanResult result = test::MakeAll(dir / "film.mkv", test::OneClip(1, 3), dir.path());
  CHECK(result.made.size() == 1);
  REQUIRE(result.lacking.size() == 1);
  CHECK(Names(result.lacking, ArtifactType::kClip, "vorbis"));
}

TEST_CASE("what is made of sound that turns out to be damaged is silent, and the codec is named") {
  const test::TempDir dir;
  MakeFilm(dir / "whole.mkv", "libvorbis");
  WriteWithDamagedSound(dir / "whole.mkv", dir / "film.mkv");
  jobs::Recipe recipe = test::OneClip(1, 3, {Output::kMp4, Output::kAudio, Output::kPoster});
  for (const jobs::Cut cut : {jobs::Cut::kSmart, jobs::Cut::kExact, jobs::Cut::kKeyframe}) {
    recipe.mp4.cut = cut;
    const media::SpanResult result = test::MakeAll(dir / "film.mkv", recipe, dir.path());
    CHECK(result.made.size() == 4);  // beside a poster of the whole film
    CHECK(result.failed.empty());
    REQUIRE(result.lacking.size() == 2);
    CHECK(Names(result.lacking, ArtifactType::kClip, "vorbis"));
    CHECK(Names(result.lacking, ArtifactType::kAudio, "vorbis"));
    CHECK(test::MakeAll(dir / "whole.mkv", recipe, dir.path()).lacking.empty());
  }
}

TEST_CASE("a film without any sound lacks none") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mkv", {.seconds = 2, .width = 160, .height = 96, .audio = false});
  const media::SpanResult result = test::MakeAll(dir / "film.mkv", test::OneClip(0, 1), dir.path());
  CHECK(result.made.size() == 1);
  CHECK(result.lacking.empty());
}
