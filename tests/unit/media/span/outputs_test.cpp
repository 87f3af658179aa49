
#include "base/error.h"
#include "catch.h"
#include "file_text.h"
#include "media/look/thumbnail.h"
#include "media/sample/sample_film.h"
#include "media/sample/sample_picture.h"
#include "media/source/memory_estimate.h"
#include "sample_number.h"
#include "temp_dir.h"
#include "unit/media/film_frames.h"
#include "unit/media/making.h"

using namespace clipbox;
using jobs::ArtifactType;
using jobs::Output;

namespace {

media::SampleFilm FilmOfEight() {
  media::SampleFilm film;
  film.seconds = 8;
  film.width = 320;
  film.height = 192;
  film.gop = 30;
  film.video_options = "preset=ultrafast:crf=18";
  return film;
}

}  // namespace

TEST_CASE("one pass over a span makes all its outputs") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", FilmOfEight());
  const media::SpanResult result = test::MakeAll(
      dir / "film.mp4",
      test::OneClip(1, 4, {Output::kMp4, Output::kGif, Output::kPoster, Output::kStoryboard, Output::kAudio}),
      dir.path());
  CHECK(result.failed.empty());
  REQUIRE(result.made.size() == 7);
  for (const media::Made& made : result.made) {
    CAPTURE(jobs::ToText(made.type));
    CHECK(std::filesystem::file_size(made.path) > 0);
    CHECK_FALSE(made.content_type.empty());
  }
}

TEST_CASE("a GIF has the asked rate, width and length, and loops") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", FilmOfEight());
  jobs::Recipe recipe = test::OneClip(1, 7, {Output::kGif});
  recipe.gif = {.width = 160, .fps = 10, .max_seconds = 3};
  const media::SpanResult result = test::MakeAll(dir / "film.mp4", recipe, dir.path());
  REQUIRE(result.made.size() == 1);
  CHECK(result.made[0].width == 160);
  CHECK(result.made[0].height == 96);
  CHECK(result.made[0].duration_seconds.value() == Approx(3).margin(0.01));
  CHECK(test::CountByFfprobe(result.made[0].path) == 30);
  CHECK(test::ReadText(result.made[0].path).find("NETSCAPE2.0") != std::string::npos);
}

TEST_CASE("a clip of one frame gives a GIF of one picture") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", FilmOfEight());
  const media::SpanResult result =
      test::MakeAll(dir / "film.mp4", test::OneClip(2, 2.03, {Output::kGif, Output::kMp4}), dir.path());
  REQUIRE(result.made.size() == 2);
  CHECK(test::CountByFfprobe(result.made[0].path) == 1);
  CHECK(test::CountByFfprobe(result.made[1].path) == 1);
}

TEST_CASE("a GIF whose frames would fill the disk is refused alone, with what to lower") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", FilmOfEight());
  jobs::Recipe recipe = test::OneClip(0, 8, {Output::kMp4, Output::kGif});
  recipe.gif = {.width = 320, .fps = 30, .max_seconds = 8};
  media::RunSettings settings;
  settings.limits.max_scratch_bytes = std::uint64_t{320} * 192 * 3 * 239;
  const media::SpanResult result = test::MakeAll(dir / "film.mp4", recipe, dir.path(), settings);
  REQUIRE(result.made.size() == 1);
  CHECK(result.made[0].type == ArtifactType::kClip);
  REQUIRE(result.failed.size() == 1);
  CHECK(result.failed[0].code == base::ErrorCode::kTooLarge);
  CHECK(result.failed[0].message.find("240 frames of 320×192") != std::string::npos);
  CHECK(result.failed[0].message.find("gif.maxSeconds") != std::string::npos);
}

TEST_CASE("a storyboard has a tile for each step, made of the key frame at or before it, and cues that name them") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", FilmOfEight());
  jobs::Recipe recipe;
  recipe.clips.emplace();
  recipe.outputs = {Output::kStoryboard};
  recipe.storyboard = {.every_seconds = 1, .tile_width = 160, .columns = 3};
  const media::SpanResult result = test::MakeAll(dir / "film.mp4", recipe, dir.path());
  const media::Made* sprite = test::Find(result, ArtifactType::kStoryboard);
  const media::Made* cues = test::Find(result, ArtifactType::kStoryboardVtt);
  REQUIRE(sprite != nullptr);
  REQUIRE(cues != nullptr);
  CHECK(sprite->width == 480);
  CHECK(sprite->height == 288);
  const std::string text = test::ReadText(cues->path);
  CHECK(text.starts_with("WEBVTT\n"));
  CHECK(test::Count(text, " --> ") == 8);
  CHECK(text.find("00:00:04.000 --> 00:00:05.000\n" + sprite->path.filename().string() + "#xywh=160,96,160,96\n") !=
        std::string::npos);
}

TEST_CASE("a storyboard that is too large for one sheet goes on on the next, and its cues name each") {
  const test::TempDir dir;
  media::SampleFilm film = FilmOfEight();
  film.width = 1280;
  film.height = 720;
  media::MakeSampleFilm(dir / "film.mp4", film);
  jobs::Recipe recipe;
  recipe.clips.emplace();
  recipe.outputs = {Output::kStoryboard};
  recipe.storyboard = {.every_seconds = 0.5, .tile_width = 1280, .columns = 3};
  const media::SpanResult result = test::MakeAll(dir / "film.mp4", recipe, dir.path());
  REQUIRE(result.made.size() == 3);
  CHECK(result.made[0].label.empty());
  CHECK(result.made[1].label == "2");
  CHECK(result.made[2].type == ArtifactType::kStoryboardVtt);
  const std::string text = test::ReadText(result.made[2].path);
  CHECK(test::Count(text, result.made[0].path.filename().string() + "#") == 9);
  CHECK(test::Count(text, result.made[1].path.filename().string() + "#") == test::Count(text, " --> ") - 9);
  CHECK(text.find(result.made[1].path.filename().string() + "#xywh=0,0,") != std::string::npos);
}

TEST_CASE("sound that is AAC is copied, other sound is encoded") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "aac.mp4", FilmOfEight());
  media::SampleFilm mp3 = FilmOfEight();
  mp3.audio_encoder = "libmp3lame";
  media::MakeSampleFilm(dir / "mp3.mkv", mp3);
  const jobs::Recipe recipe = test::OneClip(1, 3, {Output::kAudio});
  const media::SpanResult copied = test::MakeAll(dir / "aac.mp4", recipe, dir.path());
  CHECK(copied.made.at(0).method == jobs::Method::kCopy);
  CHECK(copied.made.at(0).duration_seconds.value() == Approx(2).margin(0.025));
  const media::SpanResult encoded = test::MakeAll(dir / "mp3.mkv", recipe, dir.path());
  CHECK(encoded.made.at(0).method == jobs::Method::kExact);
  CHECK(encoded.made.at(0).content_type == "audio/mp4");
}

TEST_CASE("a file of sound alone gives its sound, and nothing else, by name") {
  const test::TempDir dir;
  media::SampleFilm film = FilmOfEight();
  film.video = false;
  media::MakeSampleFilm(dir / "sound.mp4", film);
  jobs::Recipe recipe;
  recipe.outputs = {Output::kMp4, Output::kAudio};
  const media::SpanResult result = test::MakeAll(dir / "sound.mp4", recipe, dir.path());
  REQUIRE(result.made.size() == 1);
  CHECK(result.made[0].type == ArtifactType::kAudio);
  CHECK(result.made[0].duration_seconds.value() == Approx(8).margin(0.05));
  REQUIRE(result.failed.size() == 1);
  CHECK(result.failed[0].type == ArtifactType::kClip);
  CHECK(result.failed[0].code == base::ErrorCode::kNoVideo);
}

TEST_CASE("thumbnails differ as their pictures do") {
  av::Frame black = av::NewPicture(AV_PIX_FMT_YUV420P, 320, 180);
  for (int plane = 0; plane < 3; ++plane) {
    const int height = plane == 0 ? 180 : 90;
    std::fill_n(black->data[plane], black->linesize[plane] * height, static_cast<std::uint8_t>(plane == 0 ? 16 : 128));
  }
  av::Frame drawn = av::NewPicture(AV_PIX_FMT_YUV420P, 320, 180);
  media::DrawSamplePicture(*drawn, 77, 1);
  media::Thumbnailer thumbnailer;
  const media::Thumbnail dark = thumbnailer.Shrink(black);
  const media::Thumbnail bright = thumbnailer.Shrink(drawn);
  CHECK(media::Difference(dark, dark) == 0);
  CHECK(media::Difference(dark, bright) > 0.1);
}

TEST_CASE("the number drawn on a picture is read back") {
  av::Frame picture = av::NewPicture(AV_PIX_FMT_YUV420P, 160, 96);
  for (const int number : {0, 1, 77, 12345, 32767}) {
    media::DrawSamplePicture(*picture, number, 0);
    CHECK(test::ReadSampleNumber(*picture) == number);
  }
}
