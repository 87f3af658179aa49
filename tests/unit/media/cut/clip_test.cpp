#include <random>

#include "catch.h"
#include "media/sample/sample_film.h"
#include "temp_dir.h"
#include "unit/media/film_frames.h"
#include "unit/media/making.h"

using namespace clipbox;
using jobs::ArtifactType;

namespace {

struct Case {
  std::string file;
  media::SampleFilm film;
};

media::SampleFilm FilmOfSix() {
  media::SampleFilm film;
  film.seconds = 6;
  film.width = 160;
  film.height = 96;
  film.gop = 40;
  film.audio = false;
  film.video_options = "preset=ultrafast:crf=20:x264-params=bframes=2";
  return film;
}

media::SampleFilm With(const std::function<void(media::SampleFilm&)>& change) {
  media::SampleFilm film = FilmOfSix();
  change(film);
  return film;
}

std::vector<Case> Cases() {
  return {
      {"plain.mp4", FilmOfSix()},
      {"one_gop.mp4", With([](auto& f) { f.gop = 1000; })},
      {"all_key.mp4", With([](auto& f) { f.gop = 1, f.b_frames = 0; })},
      {"pyramid.mp4",
       With([](auto& f) { f.video_options = "preset=veryfast:crf=20:x264-params=bframes=5\\:b-pyramid=2\\:ref=4"; })},
      {"open_gop.mp4", With([](auto& f) {
         f.video_options = "preset=veryfast:x264-params=open-gop=1\\:keyint=25\\:bframes=3\\:scenecut=0";
       })},
      {"open_gop.ts", With([](auto& f) {
         f.video_options = "preset=veryfast:x264-params=open-gop=1\\:keyint=25\\:bframes=3\\:scenecut=0";
       })},
      {"variable.mp4", With([](auto& f) { f.variable_rate = true; })},
      {"variable.mkv", With([](auto& f) { f.variable_rate = true; })},
      {"film_rate.mkv", With([](auto& f) { f.rate_num = 24000, f.rate_den = 1001; })},
      {"fast.mp4", With([](auto& f) { f.rate_num = 120; })},
      {"slow.mp4", With([](auto& f) { f.rate_num = 7; })},
      {"late_video.mp4", With([](auto& f) { f.audio = true, f.video_offset = 0.4; })},
      {"late_video.mkv", With([](auto& f) { f.audio = true, f.video_offset = 0.25; })},
      {"broadcast.ts", With([](auto& f) { f.rate_num = 25, f.audio = true; })},
      {"fragmented.mp4", With([](auto& f) { f.format_options = "movflags=+frag_keyframe+empty_moov"; })},
      {"quicktime.mov", FilmOfSix()},
      {"flash.flv", FilmOfSix()},
      {"hevc.mp4", With([](auto& f) {
         f.video_encoder = "libx265", f.video_options = "preset=ultrafast:x265-params=log-level=none";
       })},
      {"ten_bit.mp4", With([](auto& f) { f.pixel_format = "yuv420p10le"; })},
      {"vp8.webm", With([](auto& f) {
         f.video_encoder = "libvpx", f.video_options = "deadline=realtime:cpu-used=8:b=2M", f.b_frames = 0;
       })},
      {"vp9.webm", With([](auto& f) {
         f.video_encoder = "libvpx-vp9", f.video_options = "deadline=realtime:cpu-used=8:b=2M", f.b_frames = 0,
         f.seconds = 3;
       })},
      {"mpeg4.avi", With([](auto& f) { f.video_encoder = "mpeg4", f.video_options = "b=2M", f.b_frames = 0; })},
      {"theora.ogg", With([](auto& f) { f.video_encoder = "libtheora", f.video_options = "b=2M", f.b_frames = 0; })},
  };
}

// Cuts of all kinds: from the very start, on a frame, between frames, of one frame, to the very end.
std::vector<std::pair<double, double>> CutsOf(double seconds, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> anywhere(0, seconds - 0.3);
  const double from = anywhere(random);
  return {{0, 0.5},
          {from, std::min(seconds, from + 0.8)},
          {1.5, 2.25},
          {seconds / 2, seconds / 2 + 0.2},
          {seconds - 0.7, seconds}};
}

}  // namespace

TEST_CASE("a clip shows exactly the frames whose time lies between its start and its end, whatever the source") {
  const test::TempDir dir;
  unsigned seed = 1;
  for (const Case& source : Cases()) {
    const auto path = dir / source.file;
    media::MakeSampleFilm(path, source.film);
    const test::Film film = test::ReadFilm(path);
    REQUIRE(film.frames.size() > 10);
    for (const auto& [start, end] : CutsOf(source.film.seconds, seed++)) {
      CAPTURE(source.file, start, end);
      const auto expected = test::NumbersBetween(film, start, end);
      const media::SpanResult result = test::MakeAll(path, test::OneClip(start, end), dir.path());
      if (expected.empty()) {
        REQUIRE(result.failed.size() == 1);
        CHECK(result.failed[0].code == base::ErrorCode::kClipOutsideSource);
        continue;
      }
      REQUIRE(result.made.size() == 1);
      const test::Film clip = test::ReadFilm(result.made[0].path);
      CHECK(test::Numbers(clip) == expected);
      CHECK(std::count(expected.begin(), expected.end(), std::nullopt) == 0);
    }
  }
}

TEST_CASE("a cut into a film of open GOPs shows every picture, wherever it begins, to the end of the film") {
  const test::TempDir dir;
  for (const char* name : {"open.mp4", "open.ts", "open.flv"}) {
    media::MakeSampleFilm(
        dir / name, With([](auto& f) {
          f.seconds = 3.12, f.rate_num = 25,
          f.video_options = "preset=veryfast:x264-params=open-gop=1\\:keyint=12\\:bframes=3\\:b-adapt=0\\:scenecut=0";
        }));
    const test::Film film = test::ReadFilm(dir / name);
    for (std::size_t i = 60; i < film.frames.size(); ++i) {
      const double start = film.frames.at(i).seconds - film.frames[0].seconds;
      CAPTURE(name, i);
      jobs::Recipe recipe = test::OneClip(start, start + 0.3);
      recipe.mp4.cut = jobs::Cut::kExact;
      const media::SpanResult result = test::MakeAll(dir / name, recipe, dir.path());
      CHECK(test::Numbers(test::ReadFilm(result.made.at(0).path)) == test::NumbersBetween(film, start, start + 0.3));
    }
  }
}

TEST_CASE("frames keep their times in a clip, to the tick") {
  const test::TempDir dir;
  for (const char* name : {"variable.mp4", "variable.mkv", "variable.ts"}) {
    CAPTURE(name);
    media::MakeSampleFilm(dir / name, With([](auto& f) { f.variable_rate = true, f.rate_num = 25; }));
    const test::Film film = test::ReadFilm(dir / name);
    const double zero = film.frames[0].seconds;
    for (const jobs::Cut cut : {jobs::Cut::kSmart, jobs::Cut::kExact}) {
      jobs::Recipe recipe = test::OneClip(1.3, 4.1);
      recipe.mp4.cut = cut;
      const test::Film clip = test::ReadFilm(test::MakeAll(dir / name, recipe, dir.path()).made.at(0).path);
      std::size_t at = 0;
      for (const test::SeenFrame& frame : film.frames) {
        if (frame.seconds - zero < 1.3 - 1e-4 || frame.seconds - zero >= 4.1 - 1e-4) continue;
        REQUIRE(at < clip.frames.size());
        CHECK(clip.frames[at].seconds == Approx(frame.seconds - zero - 1.3).margin(0.00001));
        ++at;
      }
      CHECK(at == clip.frames.size());
    }
  }
}

TEST_CASE("ffprobe counts the same frames in a clip, and the clip says how long it is") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", With([](auto& f) { f.audio = true; }));
  const media::SpanResult result = test::MakeAll(dir / "film.mp4", test::OneClip(1.01, 3.52), dir.path());
  REQUIRE(result.made.size() == 1);
  const auto expected = test::NumbersBetween(test::ReadFilm(dir / "film.mp4"), 1.01, 3.52);
  CHECK(test::CountByFfprobe(result.made[0].path) == static_cast<int>(expected.size()));
  CHECK(result.made[0].duration_seconds.value() == Approx(2.51).margin(0.002));
  CHECK(result.made[0].range == base::TimeRange{1.01, 3.52});
  CHECK(result.made[0].content_type == "video/mp4");
  CHECK(result.made[0].method == jobs::Method::kSmart);
  CHECK(result.made[0].reason == media::Reason::kSameCodec);
}

TEST_CASE("sound stays where it was against the picture") {
  const test::TempDir dir;
  const std::vector<Case> sources = {
      {"plain.mp4", With([](auto& f) { f.audio = true; })},
      {"late.mp4", With([](auto& f) { f.audio = true, f.video_offset = 0.4; })},
      {"late.mkv", With([](auto& f) { f.audio = true, f.video_offset = 0.25; })},
      {"broadcast.ts", With([](auto& f) { f.audio = true, f.rate_num = 25; })},
      {"odd_rate.mkv", With([](auto& f) { f.audio = true, f.audio_encoder = "libmp3lame", f.sample_rate = 44100; })},
      {"opus.mkv", With([](auto& f) { f.audio = true, f.audio_encoder = "libopus"; })},
      {"pcm.mov", With([](auto& f) { f.audio = true, f.audio_encoder = "pcm_s16le"; })},
  };
  for (const Case& source : sources) {
    CAPTURE(source.file);
    media::MakeSampleFilm(dir / source.file, source.film);
    const double zero = test::ReadFilm(dir / source.file).frames.at(0).seconds;
    const std::vector<double> beeps = test::Beeps(test::ReadSound(dir / source.file));
    for (const auto& [start, cut] :
         {std::pair{0.5, jobs::Cut::kSmart}, std::pair{1.73, jobs::Cut::kSmart}, std::pair{1.73, jobs::Cut::kExact}}) {
      const double end = start + 2.6;
      jobs::Recipe recipe = test::OneClip(start, end, {jobs::Output::kMp4, jobs::Output::kAudio});
      recipe.mp4.cut = cut;
      const media::SpanResult result = test::MakeAll(dir / source.file, recipe, dir.path());
      REQUIRE(result.made.size() == 2);
      for (const media::Made& made : result.made) {
        CAPTURE(start, jobs::ToText(made.type));
        const test::Sound sound = test::ReadSound(made.path);
        CHECK(static_cast<double>(sound.samples.size()) / sound.sample_rate == Approx(end - start).margin(0.025));
        const std::vector<double> heard = test::Beeps(sound);
        for (const double beep : beeps) {
          const double expected = beep - zero - start;
          if (expected < 0.06 || expected > end - start - 0.06) continue;
          const bool found =
              std::any_of(heard.begin(), heard.end(), [&](double at) { return std::abs(at - expected) < 0.003; });
          CHECK(found);
        }
      }
    }
  }
}

TEST_CASE("a turned film becomes an upright clip") {
  const test::TempDir dir;
  for (const int rotation : {90, 180, 270}) {
    CAPTURE(rotation);
    media::MakeSampleFilm(dir / "turned.mp4", With([&](auto& f) { f.rotation = rotation, f.seconds = 2; }));
    jobs::Recipe recipe = test::OneClip(0.5, 1.5);
    recipe.mp4.cut = jobs::Cut::kExact;  // a smart cut copies the pictures, and the turn with them
    const media::SpanResult result = test::MakeAll(dir / "turned.mp4", recipe, dir.path());
    const test::Film clip = test::ReadFilm(result.made.at(0).path);
    CHECK(clip.width == (rotation == 180 ? 160 : 96));
    CHECK(clip.height == (rotation == 180 ? 96 : 160));
    REQUIRE(clip.frames.size() == 30);
    CHECK(clip.frames.front().number == 15);
    CHECK(clip.frames.back().number == 44);
  }
}

TEST_CASE("odd sizes are rounded to even, ten bits and 4:4:4 become 8-bit 4:2:0") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "odd.mp4",
                        With([](auto& f) { f.width = 161, f.height = 97, f.pixel_format = "yuv444p", f.seconds = 2; }));
  media::MakeSampleFilm(dir / "ten.mp4", With([](auto& f) { f.pixel_format = "yuv420p10le", f.seconds = 2; }));
  for (const char* name : {"odd.mp4", "ten.mp4"}) {
    CAPTURE(name);
    const media::SpanResult result = test::MakeAll(dir / name, test::OneClip(0, 1), dir.path());
    const test::Film clip = test::ReadFilm(result.made.at(0).path);
    CHECK(clip.width == 160);
    CHECK(clip.height == 96);
    CHECK(clip.pixel_format == "yuv420p");
    CHECK(clip.frames.size() == 30);
  }
}

TEST_CASE("a clip is scaled down to the height asked for, and never up") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", With([](auto& f) { f.seconds = 2; }));
  jobs::Recipe recipe = test::OneClip(0, 1);
  recipe.mp4.height = 48;
  CHECK(test::MakeAll(dir / "film.mp4", recipe, dir.path()).made.at(0).width == 80);
  CHECK(test::MakeAll(dir / "film.mp4", recipe, dir.path()).made.at(0).height == 48);
  recipe.mp4.height = 480;
  CHECK(test::MakeAll(dir / "film.mp4", recipe, dir.path()).made.at(0).height == 96);
}
