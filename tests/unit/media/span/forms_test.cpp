// Animated WebP, waveforms, sound in its formats, captions in the picture.

#include "base/json.h"
#include "catch.h"
#include "file_text.h"
#include "media/picture/burned_captions.h"
#include "media/sample/sample_film.h"
#include "temp_dir.h"
#include "unit/media/film_frames.h"
#include "unit/media/making.h"

using namespace clipbox;
using jobs::ArtifactType;
using jobs::Output;

namespace {

media::SampleFilm FilmOfSix() {
  media::SampleFilm film;
  film.seconds = 6;
  film.width = 320;
  film.height = 192;
  film.gop = 30;
  film.video_options = "preset=ultrafast:crf=18";
  return film;
}

}  // namespace

TEST_CASE("an animated WebP has the asked rate, width and length, and loops for ever") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", FilmOfSix());
  jobs::Recipe recipe = test::OneClip(1, 6, {Output::kWebp});
  recipe.webp = {.width = 160, .fps = 10, .max_seconds = 2};
  const media::SpanResult result = test::MakeAll(dir / "film.mp4", recipe, dir.path());
  REQUIRE(result.made.size() == 1);
  CHECK(result.made[0].content_type == "image/webp");
  CHECK(result.made[0].width == 160);
  CHECK(result.made[0].height == 96);
  CHECK(result.made[0].duration_seconds.value() == Approx(2).margin(0.01));
  const std::string file = test::ReadText(result.made[0].path);
  CHECK(file.substr(8, 4) == "WEBP");
  CHECK(test::Count(file, "ANMF") == 20);
  // The ANIM chunk: four bytes of background, then how often it loops.
  CHECK(file.substr(file.find("ANIM") + 12, 2) == std::string(2, '\0'));
}

TEST_CASE("a waveform is drawn of the whole video, and its peaks are where it is loud") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", FilmOfSix());
  jobs::Recipe recipe = test::OneClip(1, 2, {Output::kWaveform});
  const media::SpanResult result = test::MakeAll(dir / "film.mp4", recipe, dir.path());
  const media::Made* picture = test::Find(result, ArtifactType::kWaveform);
  const media::Made* peaks = test::Find(result, ArtifactType::kWaveformPeaks);
  REQUIRE(picture != nullptr);
  REQUIRE(peaks != nullptr);
  CHECK(picture->content_type == "image/png");
  CHECK(test::ReadText(picture->path).substr(1, 3) == "PNG");
  const base::Json json = base::ParseJson(test::ReadText(peaks->path));
  CHECK(json.at("durationSeconds").get<double>() == Approx(6).margin(0.1));
  const auto list = json.at("peaks").get<std::vector<double>>();
  CHECK(static_cast<double>(list.size()) == Approx(120).margin(2));
  // The sample film beeps at each whole second.
  CHECK(list.at(60) > 1.5 * list.at(70));
}

TEST_CASE("a film without sound has no waveform, by name") {
  const test::TempDir dir;
  media::SampleFilm film = FilmOfSix();
  film.audio = false;
  media::MakeSampleFilm(dir / "film.mp4", film);
  const media::SpanResult result =
      test::MakeAll(dir / "film.mp4", test::OneClip(1, 2, {Output::kWaveform, Output::kPoster}), dir.path());
  REQUIRE(result.failed.size() == 1);
  CHECK(result.failed[0].code == base::ErrorCode::kNoAudio);
  CHECK(test::Find(result, ArtifactType::kPoster) != nullptr);
}

TEST_CASE("sound is written in each format, copied where the source has it in that codec, and as long as the clip") {
  const test::TempDir dir;
  struct Source {
    const char* file;
    const char* encoder;
    jobs::SoundFile copied;
  };
  const Source sources[] = {{"aac.mp4", "aac", jobs::SoundFile::kM4a},
                            {"opus.mkv", "libopus", jobs::SoundFile::kOpus},
                            {"mp3.mkv", "libmp3lame", jobs::SoundFile::kMp3}};
  for (const Source& source : sources) {
    media::SampleFilm film = FilmOfSix();
    film.audio_encoder = source.encoder;
    media::MakeSampleFilm(dir / source.file, film);
    for (const jobs::SoundFile format : {jobs::SoundFile::kM4a, jobs::SoundFile::kOpus, jobs::SoundFile::kMp3}) {
      CAPTURE(source.file, static_cast<int>(format));
      jobs::Recipe recipe = test::OneClip(1, 4, {Output::kAudio});
      recipe.audio.format = format;
      const media::SpanResult result = test::MakeAll(dir / source.file, recipe, dir.path());
      REQUIRE(result.made.size() == 1);
      CHECK(result.made[0].method == (format == source.copied ? jobs::Method::kCopy : jobs::Method::kExact));
      CHECK(result.made[0].duration_seconds.value() == Approx(3).margin(0.06));
      // MP3 is no container that we open; its bit rate tells that there is sound in it.
      if (format == jobs::SoundFile::kMp3)
        CHECK(std::filesystem::file_size(result.made[0].path) > 20'000);
      else
        CHECK(test::Beeps(test::ReadSound(result.made[0].path)).size() >= 3);
    }
  }
}

TEST_CASE("captions are drawn where the style says, while they are said, and nowhere else") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", FilmOfSix());
  const auto make = [&](jobs::CaptionsPosition position, bool burn) {
    jobs::Recipe recipe = test::OneClip(1, 3);
    recipe.mp4.cut = jobs::Cut::kExact;
    recipe.captions.burn = burn;
    recipe.captions.style = {.size = 2, .position = position, .rgb = 0xffffff};
    media::RunSettings settings;
    settings.captions = {{0, 1, "WWWWWWWW"}};
    const media::SpanResult result = test::MakeAll(dir / "film.mp4", recipe, dir.path(), settings);
    CHECK(result.failed.empty());
    return test::FirstPicture(result.made.at(0).path);
  };
  const av::Frame plain = make(jobs::CaptionsPosition::kBottom, false);
  const auto changed = [&](const av::Frame& picture, int from, int to) {
    int count = 0;
    for (int y = from; y < to; ++y) {
      for (int x = 0; x < 320; ++x)
        count +=
            std::abs(picture->data[0][y * picture->linesize[0] + x] - plain->data[0][y * plain->linesize[0] + x]) > 60;
    }
    return count;
  };
  const av::Frame bottom = make(jobs::CaptionsPosition::kBottom, true);
  CHECK(changed(bottom, 140, 192) > 200);
  CHECK(changed(bottom, 0, 60) < 20);
  const av::Frame top = make(jobs::CaptionsPosition::kTop, true);
  CHECK(changed(top, 0, 60) > 200);
  CHECK(changed(top, 140, 192) < 20);
}

TEST_CASE("nothing in a caption is an order to the one who draws it") {
  const std::string ass = media::ToAss({{1, 2.5, "{\\an8}a\\Nb\nc"}}, {}, {320, 192});
  CHECK(ass.find("Dialogue: 0,0:00:01.00,0:00:02.50,Caption,\\{\\\xE2\x81\xA0"
                 "an8\\}a\\\xE2\x81\xA0Nb\\Nc\n") != std::string::npos);
}
