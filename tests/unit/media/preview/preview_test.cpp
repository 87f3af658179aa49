// What a person is shown while looking for the place to cut: is it the picture that the clip will begin with?
#include <algorithm>
#include <fstream>

#include "catch.h"
#include "media/preview/frame_picture.h"
#include "media/preview/sound_shape.h"
#include "media/preview/strip.h"
#include "media/sample/sample_film.h"
#include "sample_number.h"
#include "temp_dir.h"
#include "unit/media/drawn_film.h"
#include "unit/media/film_frames.h"
#include "unit/media/making.h"

using namespace clipbox;
using base::ErrorCode;

namespace {

constexpr int kLines = 96;

media::SampleFilm SmallFilm(double seconds) {
  media::SampleFilm film;
  film.seconds = seconds;
  film.width = 160;
  film.height = kLines;
  film.gop = 30;
  return film;
}

// A film and what the probe says of it.
class Shown {
 public:
  explicit Shown(const std::filesystem::path& path) : source(path), info(test::ProbeFile(path)) {}

  media::FramePicture Frame(double seconds, int height = kLines) {
    return media::TakeFrame(source, info, {}, {.seconds = seconds, .height = height});
  }
  media::Strip Strip(const base::TimeRange& range, int count) {
    return media::MakeStrip(source, info, {}, {.range = range, .count = count, .height = kLines});
  }

  base::FileSource source;
  media::SourceInfo info;
};

av::Frame Decoded(const std::string& jpeg, const test::TempDir& dir) {
  std::ofstream(dir / "shown.jpg", std::ios::binary) << jpeg;
  return test::ReadJpeg(dir / "shown.jpg");
}

std::optional<int> NumberOn(const std::string& jpeg, const test::TempDir& dir) {
  return test::ReadSampleNumber(*Decoded(jpeg, dir));
}

ErrorCode CodeOf(const std::function<void()>& call) {
  try {
    call();
  } catch (const base::Error& error) {
    return error.code();
  }
  return ErrorCode::kInternal;
}

}  // namespace

TEST_CASE("the picture shown for a time is the one that an exact clip from there begins with") {
  const test::TempDir dir;
  struct Kind {
    const char* name;
    media::SampleFilm film;
  };
  std::vector<Kind> kinds = {{"plain.mp4", SmallFilm(4)}, {"late.mkv", SmallFilm(4)}, {"uneven.mp4", SmallFilm(4)},
                             {"rate.mov", SmallFilm(4)},  {"old.avi", SmallFilm(4)},  {"cast.ts", SmallFilm(4)}};
  kinds[1].film.video_offset = 0.4;
  kinds[2].film.variable_rate = true;
  kinds[3].film.rate_num = 24000;
  kinds[3].film.rate_den = 1001;
  kinds[4].film.video_encoder = "mpeg4";
  kinds[4].film.video_options = "";
  kinds[4].film.b_frames = 0;
  for (const Kind& kind : kinds) {
    CAPTURE(kind.name);
    media::MakeSampleFilm(dir / kind.name, kind.film);
    Shown shown(dir / kind.name);
    for (const double at : {0.0, 0.04, 0.99, 1.0, 1.02, 2.5, 3.3}) {
      CAPTURE(at);
      const media::FramePicture frame = shown.Frame(at);
      jobs::Recipe recipe = test::OneClip(at, at + 0.5);
      recipe.mp4.cut = jobs::Cut::kExact;
      const media::SpanResult clip = test::MakeAll(dir / kind.name, recipe, dir.path());
      REQUIRE(clip.made.size() == 1);
      const auto numbers = test::Numbers(test::ReadFilm(clip.made[0].path));
      REQUIRE_FALSE(numbers.empty());
      REQUIRE(numbers[0]);
      CHECK(NumberOn(frame.jpeg, dir) == numbers[0]);
    }
  }
}

TEST_CASE("a picture knows the times of its neighbours, also across key frames and at the ends") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", SmallFilm(3));
  Shown shown(dir / "film.mp4");
  double at = 0;
  for (int number = 0; number < 90; ++number) {
    const media::FramePicture frame = shown.Frame(at);
    CAPTURE(number);
    CHECK(NumberOn(frame.jpeg, dir) == number);
    CHECK(frame.time == Approx(number / 30.0));
    CHECK(frame.previous.has_value() == (number > 0));
    if (number > 0) CHECK(*frame.previous == Approx((number - 1) / 30.0));
    CHECK(frame.next.has_value() == (number < 89));
    at = frame.next.value_or(0);
  }
}

TEST_CASE("of a screen that stands still the picture on it is shown, whenever it was stored") {
  const test::TempDir dir;
  media::SampleFilm film = SmallFilm(6);
  film.rate_num = 1;
  film.gop = 10;
  media::MakeSampleFilm(dir / "still.mp4", film);
  Shown shown(dir / "still.mp4");
  for (const double at : {2.0, 2.3, 2.99}) {
    const media::FramePicture frame = shown.Frame(at);
    CHECK(NumberOn(frame.jpeg, dir) == 2);
    CHECK(frame.time == 2);
    CHECK(frame.previous == 1);
    CHECK(frame.next == 3);
  }
}

TEST_CASE("a picture is upright, as large as asked for and never larger than the film") {
  const test::TempDir dir;
  media::SampleFilm film = SmallFilm(1);
  film.rotation = 90;
  media::MakeSampleFilm(dir / "turned.mp4", film);
  Shown shown(dir / "turned.mp4");
  const av::Frame small = Decoded(shown.Frame(0.5, 90).jpeg, dir);
  CHECK(small->height == 90);
  CHECK(small->width == 54);
  const av::Frame whole = Decoded(shown.Frame(0.5, 1080).jpeg, dir);
  CHECK(whole->height == 160);
  CHECK(whole->width == 96);
}

TEST_CASE("there is no picture past the end, and none of sound alone") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", SmallFilm(1));
  Shown film(dir / "film.mp4");
  CHECK(CodeOf([&] { film.Frame(1); }) == ErrorCode::kClipOutsideSource);
  CHECK(CodeOf([&] { film.Strip({1, 2}, 3); }) == ErrorCode::kClipOutsideSource);
  media::SampleFilm mute = SmallFilm(1);
  mute.audio = false;
  media::MakeSampleFilm(dir / "mute.mp4", mute);
  Shown silent(dir / "mute.mp4");
  CHECK(CodeOf([&] { media::ReadSoundShape(silent.source, silent.info, {}, {0, 1}, 10, {}); }) == ErrorCode::kNoAudio);
  media::SampleFilm sound = SmallFilm(1);
  sound.video = false;
  media::MakeSampleFilm(dir / "sound.mp4", sound);
  Shown blind(dir / "sound.mp4");
  CHECK(CodeOf([&] { blind.Frame(0); }) == ErrorCode::kNoVideo);
  CHECK(CodeOf([&] { blind.Strip({0, 1}, 3); }) == ErrorCode::kNoVideo);
}

TEST_CASE("a stop ends the look for a picture") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", SmallFilm(1));
  Shown film(dir / "film.mp4");
  std::stop_source stop;
  stop.request_stop();
  CHECK(CodeOf([&] { media::TakeFrame(film.source, film.info, {}, {.seconds = 0.5, .stop = stop.get_token()}); }) ==
        ErrorCode::kCancelled);
}

TEST_CASE("a strip of a short stretch is exact, one of a long stretch shows key frames and says so") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", SmallFilm(20));
  Shown shown(dir / "film.mp4");
  const media::Strip near = shown.Strip({2.5, 3.5}, 10);
  REQUIRE(near.times.size() == 10);
  for (int i = 0; i < 10; ++i) CHECK(near.times[static_cast<std::size_t>(i)] == Approx(2.5 + i / 10.0));
  const av::Frame sheet = Decoded(near.jpeg, dir);
  CHECK(sheet->width == 10 * 160);
  CHECK(sheet->height == kLines);
  AVFrame first = *sheet.get();
  first.width = 160;
  CHECK(test::ReadSampleNumber(first) == 75);
  const media::Strip far = shown.Strip({0, 20}, 8);
  CHECK(far.times == std::vector<double>{0, 2, 5, 7, 10, 12, 15, 17});
}

TEST_CASE("a strip that reaches past the end repeats its last picture") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", SmallFilm(2));
  const media::Strip strip = Shown(dir / "film.mp4").Strip({1, 5}, 8);
  REQUIRE(strip.times.size() == 8);
  CHECK(strip.times[1] == 1.5);
  CHECK(strip.times.back() == Approx(59 / 30.0));
}

TEST_CASE("the shape of sound has its loud and its quiet places where they are, in every zoom") {
  const test::TempDir dir;
  const auto sound = [](double seconds) { return seconds >= 1 && seconds < 1.5 ? 0.5F : -0.25F; };
  const auto draw = [](AVFrame& picture, int) {
    std::fill_n(picture.data[0], picture.linesize[0] * 96, std::uint8_t{90});
  };
  test::MakeDrawnFilm(dir / "film.mp4", {.frames = 50, .height = 96, .draw = draw, .sound = sound});
  Shown film(dir / "film.mp4");
  const media::SoundShape whole = media::ReadSoundShape(film.source, film.info, {}, {0, 2}, 20, {});
  REQUIRE(whole.min.size() == 20);
  for (const std::size_t loud : {11U, 13U}) CHECK(whole.max[loud] == Approx(0.5).margin(0.1));
  for (const std::size_t quiet : {3U, 8U, 17U}) CHECK(whole.min[quiet] == Approx(-0.25).margin(0.1));
  const media::SoundShape near = media::ReadSoundShape(film.source, film.info, {}, {1.1, 1.4}, 3, {});
  for (const float peak : near.max) CHECK(peak == Approx(0.5).margin(0.1));
  const media::SoundShape part = media::PartOf(whole, 0.5, 0.75, 5);
  CHECK(part.max == std::vector<float>(whole.max.begin() + 10, whole.max.begin() + 15));
  CHECK(media::PartOf(whole, 0.5, 0.75, 40).max.size() == 40);
}
