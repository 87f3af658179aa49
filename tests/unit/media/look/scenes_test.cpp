#include "media/look/scenes.h"

#include <algorithm>
#include <cmath>

#include "catch.h"
#include "media/sample/sample_film.h"
#include "temp_dir.h"
#include "unit/media/drawn_film.h"
#include "unit/media/making.h"

using namespace clipbox;
using test::DrawnFilm;

namespace {

struct Colour {
  double y = 0, u = 0, v = 0;
};

// A scene is a texture and colours of its own; `x` moves the view over it.
Colour SceneAt(int scene, double x, double y) {
  const double a = std::sin(x * (0.05 + 0.013 * (scene % 5)) + scene) * std::cos(y * (0.04 + 0.01 * (scene % 3)));
  const double b = std::sin((x + y) * 0.11 + scene * 2.3);
  return {std::clamp(70 + (scene * 37) % 90 + 35 * a + 15 * b, 16.0, 235.0), 90.0 + (scene * 53) % 80,
          95.0 + (scene * 29) % 75};
}

// Which scene a frame shows, where the view stands, how much of another lies over it, how bright it is, how white.
struct Shot {
  int scene = 0;
  double view = 0;
  int next = 0;
  double dissolve = 0;
  double light = 1;
  double white = 0;
};

void Draw(AVFrame& picture, const Shot& shot) {
  const auto at = [&](int x, int y) {
    const Colour one = SceneAt(shot.scene, x + shot.view, y);
    const Colour two = SceneAt(shot.next, x + shot.view, y);
    const auto mix = [&](double a, double b) { return a + (b - a) * shot.dissolve; };
    Colour colour{mix(one.y, two.y), mix(one.u, two.u), mix(one.v, two.v)};
    colour = {16 + (colour.y - 16) * shot.light, 128 + (colour.u - 128) * shot.light,
              128 + (colour.v - 128) * shot.light};
    return Colour{colour.y + (235 - colour.y) * shot.white, colour.u + (128 - colour.u) * shot.white,
                  colour.v + (128 - colour.v) * shot.white};
  };
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const Colour colour = at(x, y);
      picture.data[0][y * picture.linesize[0] + x] = static_cast<std::uint8_t>(colour.y);
      if (x % 2 != 0 || y % 2 != 0) continue;
      picture.data[1][y / 2 * picture.linesize[1] + x / 2] = static_cast<std::uint8_t>(colour.u);
      picture.data[2][y / 2 * picture.linesize[2] + x / 2] = static_cast<std::uint8_t>(colour.v);
    }
  }
}

// Two seconds and more of each: what is a cut, and what only looks like one.
class Script {
 public:
  std::vector<int> cuts;

  void Hold(int frames) {
    for (int i = 0; i < frames; ++i) Add({.scene = scene_, .view = view_ += 0.3, .next = scene_});
  }
  void CutTo(int scene) {
    cuts.push_back(static_cast<int>(shots_.size()));
    scene_ = scene;
  }
  void Flash(int frames, double white) {
    for (int i = 0; i < frames; ++i) Add({.scene = scene_, .view = view_, .next = scene_, .white = white});
  }
  void DyingFlash(int frames) {
    for (int i = 0; i < frames; ++i)
      Add({.scene = scene_, .view = view_, .next = scene_, .white = 0.8 * (frames - i) / frames});
  }
  void FadeThroughBlack(int frames, int to) {
    for (int i = 1; i <= frames; ++i)
      Add({.scene = scene_, .view = view_, .next = scene_, .light = 1.0 - static_cast<double>(i) / frames});
    scene_ = to;
    for (int i = 1; i <= frames; ++i)
      Add({.scene = scene_, .view = view_, .next = scene_, .light = static_cast<double>(i) / frames});
  }
  void Dissolve(int frames, int to) {
    for (int i = 1; i < frames; ++i)
      Add({.scene = scene_, .view = view_, .next = to, .dissolve = static_cast<double>(i) / frames});
    scene_ = to;
  }
  void Pan(int frames, double speed) {
    for (int i = 0; i < frames; ++i) Add({.scene = scene_, .view = view_ += speed, .next = scene_});
  }

  const Shot& at(int number) const { return shots_.at(static_cast<std::size_t>(number)); }
  int frames() const { return static_cast<int>(shots_.size()); }

 private:
  void Add(const Shot& shot) { shots_.push_back(shot); }

  std::vector<Shot> shots_;
  int scene_ = 0;
  double view_ = 0;
};

Script Everything() {
  Script script;
  script.Hold(37);
  script.CutTo(1), script.Hold(44);
  script.Flash(1, 1), script.Hold(30);
  script.CutTo(2), script.Hold(23);
  script.Flash(3, 0.9), script.Hold(41);
  script.FadeThroughBlack(12, 3), script.Hold(40);
  script.DyingFlash(6), script.Hold(33);
  script.CutTo(4), script.Pan(50, 6), script.Hold(30);
  script.Dissolve(10, 5), script.Hold(40);
  script.CutTo(6), script.Hold(15), script.CutTo(4), script.Hold(20);  // a short scene between others
  script.Pan(40, 15), script.Hold(25);
  script.FadeThroughBlack(5, 7), script.Hold(40);
  script.Flash(2, 0.6), script.CutTo(8), script.Hold(30);  // a flash that ends in a cut
  script.CutTo(9), script.Hold(40);
  return script;
}

std::vector<int> CutsOf(const std::filesystem::path& path, int rate, media::LookRequest request) {
  request.most = std::chrono::minutes(5);
  base::FileSource source(path);
  const media::SourceInfo info = media::Probe(source, {}, {});
  std::vector<int> frames;
  for (const media::SceneChange& cut : media::FindSceneChanges(source, info, {}, request)) {
    frames.push_back(static_cast<int>(std::lround(cut.position * rate)));
  }
  return frames;
}

}  // namespace

TEST_CASE("each hard cut is found at its frame and none twice; no flash, fade, dissolve or pan is taken for one") {
  const Script script = Everything();
  const test::TempDir dir;
  const auto [rate, gop, options] =
      GENERATE(table<int, int, std::string>({{25, 50, "preset=ultrafast:crf=20"},
                                             {25, 250, "preset=veryfast:crf=23:sc_threshold=0"},
                                             {30, 12, "preset=veryfast:crf=30"},
                                             {60, 120, "preset=ultrafast:crf=20"}}));
  CAPTURE(rate, gop, options);
  DrawnFilm film{.frames = script.frames(), .rate = rate, .gop = gop, .options = options, .draw = {}};
  film.draw = [&](AVFrame& picture, int number) { Draw(picture, script.at(number)); };
  test::MakeDrawnFilm(dir / "film.mp4", film);
  CHECK(CutsOf(dir / "film.mp4", rate, {}) == script.cuts);
}

TEST_CASE("of a film too long to look at wholly the greatest cuts are found, at their frames too, within the bound") {
  const Script script = Everything();
  const test::TempDir dir;
  // With and without key frames where the encoder sees a change: it takes flashes for scenes.
  const auto [gop, options] = GENERATE(
      table<int, std::string>({{250, "preset=veryfast:crf=23:keyint_min=1"}, {25, "preset=veryfast:sc_threshold=0"}}));
  CAPTURE(gop, options);
  DrawnFilm film{.frames = script.frames(), .gop = gop, .options = options, .draw = {}};
  film.draw = [&](AVFrame& picture, int number) { Draw(picture, script.at(number)); };
  test::MakeDrawnFilm(dir / "film.mp4", film);
  const double most = 160.0 * 90 * script.frames() * 0.9;
  const std::vector<int> found = CutsOf(dir / "film.mp4", 25, {.most_pixels = most});
  CAPTURE(found);
  CHECK(std::is_sorted(found.begin(), found.end()));
  for (const int cut : found) CHECK(std::count(script.cuts.begin(), script.cuts.end(), cut) == 1);
  CHECK(found.size() >= script.cuts.size() - 2);
  CHECK(CutsOf(dir / "film.mp4", 25, {.most_pixels = 1}).size() <= 2);
}

TEST_CASE("scenes of the sample film are found in every container") {
  const test::TempDir dir;
  const std::string ending = GENERATE(".mp4", ".mkv", ".ts", ".avi");
  CAPTURE(ending);
  media::MakeSampleFilm(dir / ("film" + ending),
                        {.seconds = 9, .width = 160, .height = 90, .gop = 90, .scene_seconds = 2.5});
  std::vector<int> wanted = {75, 150, 225};
  CHECK(CutsOf(dir / ("film" + ending), 30, {}) == wanted);
}

TEST_CASE("a film of one scene has no scene changes") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", {.seconds = 6, .width = 160, .height = 90});
  CHECK(CutsOf(dir / "film.mp4", 30, {}).empty());
}

TEST_CASE("a search that is stopped ends, and one without time finds nothing") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", {.seconds = 2, .width = 160, .height = 90, .scene_seconds = 1});
  base::FileSource source(dir / "film.mp4");
  const media::SourceInfo info = media::Probe(source, {}, {});
  std::stop_source stop;
  stop.request_stop();
  CHECK_THROWS_AS(
      media::FindSceneChanges(source, info, {}, {.most = std::chrono::seconds(9), .stop = stop.get_token()}),
      base::Error);
  CHECK(media::FindSceneChanges(source, info, {}, {.most = std::chrono::seconds(0)}).empty());
}
