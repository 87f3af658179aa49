#include "catch.h"
#include "media/picture/picture_filters.h"
#include "media/sample/sample_film.h"
#include "temp_dir.h"
#include "unit/media/film_frames.h"
#include "unit/media/making.h"

using namespace clipbox;
using jobs::Aspect;
using jobs::Fit;

namespace {

media::SampleFilm Film() {
  media::SampleFilm film;
  film.seconds = 2;
  film.width = 320;
  film.height = 192;
  film.gop = 30;
  film.video_options = "preset=ultrafast:crf=18";
  return film;
}

media::SourceInfo Source(int width, int height, double pixel_aspect = 1) {
  media::SourceInfo info;
  info.video.emplace();
  info.video->width = width;
  info.video->height = height;
  info.video->pixel_aspect = pixel_aspect;
  return info;
}

media::PictureSize SizeOf(const media::SourceInfo& info, Aspect aspect, Fit fit,
                          std::optional<int> height = std::nullopt) {
  jobs::Mp4Settings mp4;
  mp4.aspect = aspect;
  mp4.fit = fit;
  mp4.height = height;
  return media::ClipSize(info, mp4);
}

jobs::Recipe Shaped(Aspect aspect, Fit fit, jobs::Focus focus = {}) {
  jobs::Recipe recipe = test::OneClip(0, 1);
  recipe.mp4.aspect = aspect;
  recipe.mp4.fit = fit;
  recipe.mp4.focus = focus;
  return recipe;
}

// Luma of the first picture of a clip at that place, 0 to 1 of its sides.
int LumaAt(const std::filesystem::path& clip, double x, double y) {
  const av::Frame picture = test::FirstPicture(clip);
  const int column = static_cast<int>(x * (picture->width - 1));
  const int row = static_cast<int>(y * (picture->height - 1));
  return picture->data[0][row * picture->linesize[0] + column];
}

}  // namespace

TEST_CASE("a crop has the largest picture of its aspect, a padded one the short side of the source") {
  CHECK(SizeOf(Source(1920, 1080), Aspect::kTall, Fit::kCrop) == media::PictureSize{608, 1080});
  CHECK(SizeOf(Source(1920, 1080), Aspect::kSquare, Fit::kCrop) == media::PictureSize{1080, 1080});
  CHECK(SizeOf(Source(1080, 1920), Aspect::kWide, Fit::kCrop) == media::PictureSize{1080, 608});
  CHECK(SizeOf(Source(1920, 1080), Aspect::kTall, Fit::kPad) == media::PictureSize{1080, 1920});
  CHECK(SizeOf(Source(1080, 1920), Aspect::kWide, Fit::kBlur) == media::PictureSize{1920, 1080});
  CHECK(SizeOf(Source(1440, 1080, 4.0 / 3), Aspect::kSquare, Fit::kCrop) == media::PictureSize{1080, 1080});
}

TEST_CASE("a shape is scaled down to the height that is asked for, never up") {
  CHECK(SizeOf(Source(1920, 1080), Aspect::kTall, Fit::kPad, 1280) == media::PictureSize{720, 1280});
  CHECK(SizeOf(Source(1920, 1080), Aspect::kTall, Fit::kCrop, 1920) == media::PictureSize{608, 1080});
}

TEST_CASE("every aspect and fit gives a clip of that size with every frame, also of odd and tiny pictures") {
  const test::TempDir dir;
  struct Size {
    int width, height;
  };
  for (const Size size : {Size{320, 192}, Size{33, 47}, Size{1, 1}}) {
    media::SampleFilm film = Film();
    film.width = size.width;
    film.height = size.height;
    film.video_encoder = "libvpx-vp9";
    film.video_options = "deadline=realtime:cpu-used=8";
    media::MakeSampleFilm(dir / "film.mkv", film);
    for (const Aspect aspect : {Aspect::kTall, Aspect::kSquare, Aspect::kWide}) {
      for (const Fit fit : {Fit::kCrop, Fit::kPad, Fit::kBlur}) {
        CAPTURE(size.width, static_cast<int>(aspect), static_cast<int>(fit));
        const media::SpanResult result = test::MakeAll(dir / "film.mkv", Shaped(aspect, fit), dir.path());
        REQUIRE(result.made.size() == 1);
        const media::PictureSize wanted = SizeOf(test::ProbeFile(dir / "film.mkv"), aspect, fit);
        CHECK(result.made[0].width == wanted.width);
        CHECK(result.made[0].height == wanted.height);
        CHECK(test::ReadFilm(result.made[0].path).frames.size() == 30);
      }
    }
  }
}

TEST_CASE("padding is black beside the picture, and blurred padding is not") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", Film());
  const media::SpanResult padded = test::MakeAll(dir / "film.mp4", Shaped(Aspect::kTall, Fit::kPad), dir.path());
  CHECK(LumaAt(padded.made.at(0).path, 0.5, 0.02) <= 18);
  CHECK(LumaAt(padded.made.at(0).path, 0.5, 0.98) <= 18);
  CHECK(LumaAt(padded.made.at(0).path, 0.5, 0.5) > 18);
  const media::SpanResult blurred = test::MakeAll(dir / "film.mp4", Shaped(Aspect::kTall, Fit::kBlur), dir.path());
  CHECK(LumaAt(blurred.made.at(0).path, 0.5, 0.02) > 18);
}

TEST_CASE("a crop shows the part of the picture that its focus names") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", Film());
  const av::Frame whole = test::FirstPicture(dir / "film.mp4");
  for (const double x : {0.0, 0.5, 1.0}) {
    CAPTURE(x);
    const media::SpanResult result =
        test::MakeAll(dir / "film.mp4", Shaped(Aspect::kTall, Fit::kCrop, {x, 0.5}), dir.path());
    const av::Frame part = test::FirstPicture(result.made.at(0).path);
    REQUIRE(part->width == 108);
    const int offset = static_cast<int>(x * (320 - 108));
    double difference = 0;
    for (int row = 0; row < 192; ++row) {
      for (int column = 0; column < 108; ++column) {
        difference += std::abs(part->data[0][row * part->linesize[0] + column] -
                               whole->data[0][row * whole->linesize[0] + column + offset]);
      }
    }
    CHECK(difference / (192 * 108) < 6);
  }
}

TEST_CASE("pixels that are not square become square in another aspect") {
  const test::TempDir dir;
  media::SampleFilm film = Film();
  film.width = 160;
  film.video_options = "preset=ultrafast:aspect=2";
  media::MakeSampleFilm(dir / "film.mp4", film);
  const media::SpanResult result = test::MakeAll(dir / "film.mp4", Shaped(Aspect::kSquare, Fit::kCrop), dir.path());
  CHECK(result.made.at(0).width == 192);
  CHECK(result.made.at(0).height == 192);
}

TEST_CASE("10 bits, transparency and HDR become an ordinary picture of 8 bits") {
  const test::TempDir dir;
  struct Case {
    const char* file;
    const char* encoder;
    const char* options;
    const char* format;
  };
  const Case cases[] = {
      {"ten.mkv", "libx264", "preset=ultrafast", "yuv420p10le"},
      {"alpha.mov", "prores_ks", "profile=4", "yuva444p10le"},
      {"hdr.mkv", "libx264",
       "preset=ultrafast:x264-params=colorprim=bt2020\\:transfer=smpte2084\\:colormatrix=bt2020nc", "yuv420p10le"}};
  for (const Case& c : cases) {
    CAPTURE(c.file);
    media::SampleFilm film = Film();
    film.video_encoder = c.encoder;
    film.video_options = c.options;
    film.pixel_format = c.format;
    media::MakeSampleFilm(dir / c.file, film);
    CHECK(test::ProbeFile(dir / c.file).video->hdr == (std::string(c.file) == "hdr.mkv"));
    jobs::Recipe recipe =
        test::OneClip(0, 1, {jobs::Output::kMp4, jobs::Output::kGif, jobs::Output::kWebp, jobs::Output::kPoster});
    const media::SpanResult result = test::MakeAll(dir / c.file, recipe, dir.path());
    CHECK(result.failed.empty());
    const media::Made* clip = test::Find(result, jobs::ArtifactType::kClip);
    REQUIRE(clip != nullptr);
    CHECK(test::ReadFilm(clip->path).pixel_format == "yuv420p");
    CHECK(test::ReadFilm(clip->path).frames.size() == 30);
  }
}

TEST_CASE("an interlaced film is deinterlaced, every frame of it once and at its time") {
  const test::TempDir dir;
  media::SampleFilm film = Film();
  film.video_options = "preset=ultrafast:x264-params=interlaced=1\\:tff=1";
  media::MakeSampleFilm(dir / "film.mp4", film);
  REQUIRE(media::IsInterlaced(*test::FirstPicture(dir / "film.mp4")));
  jobs::Recipe recipe = Shaped(Aspect::kSource, Fit::kCrop);
  recipe.outputs = {jobs::Output::kMp4, jobs::Output::kGif, jobs::Output::kWebp, jobs::Output::kPoster};
  const media::SpanResult result = test::MakeAll(dir / "film.mp4", recipe, dir.path());
  CHECK(result.failed.empty());
  const test::Film made = test::ReadFilm(result.made.at(0).path);
  REQUIRE(made.frames.size() == 30);
  CHECK(test::Numbers(made).front() == 0);
  CHECK(test::Numbers(made).back() == 29);
  CHECK(made.frames.back().seconds == Approx(29.0 / 30).margin(0.001));
  CHECK_FALSE(media::IsInterlaced(*test::FirstPicture(result.made.at(0).path)));
}
