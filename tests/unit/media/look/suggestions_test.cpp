#include "media/look/suggestions.h"

#include <cmath>

#include "catch.h"
#include "media/sample/sample_film.h"
#include "temp_dir.h"
#include "unit/media/drawn_film.h"
#include "unit/media/making.h"

using namespace clipbox;
using base::TimeRange;

namespace {

constexpr double kPi = 3.14159265358979;

// Speech of sorts at -20 dB; nothing in [4, 6); four times as loud in [10, 12).
float SoundAt(double seconds) {
  if (seconds >= 4 && seconds < 6) return 0;
  const double loudness = seconds >= 10 && seconds < 12 ? 0.56 : 0.14;
  return static_cast<float>(loudness * std::sin(2 * kPi * 440 * seconds));
}

std::filesystem::path MakeFilm(const test::TempDir& dir) {
  test::DrawnFilm film{.frames = 15 * 25, .draw = {}, .sound = SoundAt};
  film.draw = [](AVFrame& picture, int number) {
    for (int plane = 0; plane < 3; ++plane) {
      const int rows = plane == 0 ? picture.height : picture.height / 2;
      std::fill_n(picture.data[plane], picture.linesize[plane] * rows,
                  static_cast<std::uint8_t>(number < 190 ? 60 : 160));
    }
  };
  test::MakeDrawnFilm(dir / "film.mp4", film);
  return dir / "film.mp4";
}

media::Suggestions SuggestionsOf(const std::filesystem::path& path, media::LookRequest look = {}) {
  look.most = std::chrono::minutes(5);
  base::FileSource source(path);
  return media::MakeSuggestions(source, media::Probe(source, {}, {}), {}, look);
}

void CheckOne(const std::vector<TimeRange>& found, const TimeRange& wanted) {
  REQUIRE(found.size() == 1);
  CHECK(found[0].start == Approx(wanted.start).margin(0.25));
  CHECK(found[0].end == Approx(wanted.end).margin(0.25));
}

}  // namespace

TEST_CASE("a film suggests its scenes, silences, loud stretches and key frames, from one pass or from several") {
  const test::TempDir dir;
  const auto film = MakeFilm(dir);
  const double most_pixels = GENERATE(1e12, 160.0 * 90 * 200);
  const media::Suggestions found = SuggestionsOf(film, {.most_pixels = most_pixels});
  REQUIRE(found.scenes.size() == 1);
  CHECK(found.scenes[0].position == Approx(190 / 25.0).margin(0.001));
  CheckOne(found.silences, {4, 6});
  CheckOne(found.loud, {10, 12});
  REQUIRE(found.key_frames.size() >= 3);
  CHECK(found.key_frames[0] == 0);
}

TEST_CASE("sound alone has silences and loud stretches and nothing else") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "sound.mp4", {.seconds = 3, .video = false});
  const media::Suggestions found = SuggestionsOf(dir / "sound.mp4");
  CHECK(found.scenes.empty());
  CHECK(found.key_frames.empty());
  CHECK(found.silences.empty());
}

TEST_CASE("a film without sound has scenes and key frames and nothing else") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4",
                        {.seconds = 4, .width = 160, .height = 90, .audio = false, .gop = 30, .scene_seconds = 2});
  const media::Suggestions found = SuggestionsOf(dir / "film.mp4");
  REQUIRE(found.scenes.size() == 1);
  CHECK(found.scenes[0].position == Approx(2).margin(0.001));
  CHECK(found.silences.empty());
  CHECK(found.loud.empty());
  CHECK(found.key_frames.size() >= 4);
}

TEST_CASE("what counts as silence follows the film's own level, within bounds") {
  const auto levels = [](float usual, float pause) {
    std::vector<float> all(500, usual);
    std::fill(all.begin() + 100, all.begin() + 150, pause);
    return all;
  };
  CHECK(media::FindSilences(levels(-15, -46)).size() == 1);
  CHECK(media::FindSilences(levels(-25, -46)).empty());
  CHECK(media::FindSilences(levels(-25, -58)).size() == 1);
  CHECK(media::FindSilences(levels(-50, -59)).empty());
  CHECK(media::FindSilences(std::vector<float>(500, -100)) == std::vector<TimeRange>{{0, 10}});
  CHECK(media::FindLoud(std::vector<float>(500, -100)).empty());
  CHECK(media::FindSilences({}).empty());
  CHECK(media::FindLoud({}).empty());
}

TEST_CASE("silence shorter than half a second is none, loud stretches close to each other are one") {
  std::vector<float> levels(1000, -20);
  std::fill(levels.begin() + 100, levels.begin() + 124, -90);
  CHECK(media::FindSilences(levels).empty());
  std::fill(levels.begin() + 124, levels.begin() + 126, -90);
  CHECK(media::FindSilences(levels).size() == 1);
  for (const int at : {400, 445}) std::fill(levels.begin() + at, levels.begin() + at + 30, -8);
  CHECK(media::FindLoud(levels).size() == 1);
}

TEST_CASE("suggestions are the same after they were kept") {
  const media::Suggestions one{{{1.5, 0.25}, {2, 1}}, {{1, 2}}, {{3, 4}, {5, 6}}, {0, 2.5}};
  CHECK(media::SuggestionsFromJson(base::ParseJson(base::DumpJson(media::ToJson(one)))) == one);
  CHECK(media::SuggestionsFromJson(media::ToJson(media::Suggestions{})) == media::Suggestions{});
}
