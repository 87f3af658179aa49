#include <chrono>
#include <stop_token>

#include "base/error.h"
#include "catch.h"
#include "media/sample/sample_film.h"
#include "temp_dir.h"
#include "unit/media/making.h"

using namespace clipbox;
using base::ErrorCode;
using jobs::ArtifactType;
using jobs::Output;

namespace {

media::SampleFilm FilmOfTen() {
  media::SampleFilm film;
  film.seconds = 10;
  film.width = 320;
  film.height = 192;
  film.video_options = "preset=ultrafast:crf=20";
  return film;
}

std::size_t FilesIn(const std::filesystem::path& dir) {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(dir), std::filesystem::directory_iterator()));
}

// Fails every read from a byte on, as a store that went away does.
class BrokenSource final : public base::ByteSource {
 public:
  BrokenSource(const std::filesystem::path& path, std::uint64_t broken_from) : file_(path), broken_from_(broken_from) {}
  std::uint64_t size() const override { return file_.size(); }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override {
    if (broken && offset + into.size() > broken_from_)
      throw base::Error(ErrorCode::kStoreUnavailable, "the store is away");
    return file_.ReadAt(offset, into);
  }
  std::string name() const override { return "broken"; }

  bool broken = false;

 private:
  base::FileSource file_;
  const std::uint64_t broken_from_;
};

}  // namespace

TEST_CASE("a stop ends the work within a second and leaves no file") {
  const test::TempDir dir;
  const test::TempDir out;
  media::MakeSampleFilm(dir / "film.mp4", FilmOfTen());
  std::stop_source stop;
  std::chrono::steady_clock::time_point asked;
  media::RunCallbacks callbacks;
  callbacks.stop = stop.get_token();
  callbacks.progress = [&](double fraction) {
    if (fraction < 0.3 || stop.stop_requested()) return;
    asked = std::chrono::steady_clock::now();
    stop.request_stop();
  };
  try {
    test::MakeAll(dir / "film.mp4", test::OneClip(0, 10, {Output::kMp4, Output::kGif}), out.path(), {}, callbacks);
    FAIL("nothing was thrown");
  } catch (const base::Error& error) {
    CHECK(error.code() == ErrorCode::kCancelled);
  }
  CHECK(std::chrono::steady_clock::now() - asked < std::chrono::seconds(1));
  CHECK(FilesIn(out.path()) == 0);
}

TEST_CASE("an output past its deadline fails alone, with the reason") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", FilmOfTen());
  media::RunSettings settings;
  settings.deadline = {std::chrono::milliseconds(0), 0};
  const media::SpanResult result = test::MakeAll(dir / "film.mp4", test::OneClip(0, 10), dir.path(), settings);
  CHECK(result.made.empty());
  REQUIRE(result.failed.size() == 1);
  CHECK(result.failed[0].code == ErrorCode::kTimeout);
  CHECK(result.failed[0].label == "clip");
}

TEST_CASE("an output that is left out on the way fails alone and leaves no file, whoever makes it") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", FilmOfTen());
  jobs::Recipe recipe = test::OneClip(0, 10, {Output::kMp4, Output::kGif, Output::kPoster, Output::kStoryboard});
  recipe.mp4.cut = jobs::Cut::kExact;
  recipe.storyboard.every_seconds = 1;
  for (const ArtifactType taken : {ArtifactType::kClip, ArtifactType::kGif, ArtifactType::kStoryboard}) {
    const test::TempDir out;
    int asked = 0;
    media::RunCallbacks callbacks;
    callbacks.is_left_out = [&](ArtifactType type) { return type == taken && ++asked > 3; };
    const media::SpanResult result = test::MakeAll(dir / "film.mp4", recipe, out.path(), {}, callbacks);
    REQUIRE(result.failed.size() == 1);
    CHECK(result.failed[0].type == taken);
    CHECK(result.failed[0].code == ErrorCode::kCancelled);
    CHECK(test::Find(result, taken) == nullptr);
    // Two posters: the clip's and the whole film's.
    CHECK(FilesIn(out.path()) == (taken == ArtifactType::kStoryboard ? 4 : 5));
  }
}

TEST_CASE("a GIF that is drawn from what was read tells that the work goes on") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", FilmOfTen());
  int since_progress = 0;
  media::RunCallbacks callbacks;
  callbacks.progress = [&](double fraction) { since_progress = fraction < 1 ? 0 : since_progress; };
  callbacks.goes_on = [&] { ++since_progress; };
  jobs::Recipe recipe = test::OneClip(0, 2, {Output::kGif});
  recipe.gif.fps = 10;
  test::MakeAll(dir / "film.mp4", recipe, dir.path(), {}, callbacks);
  CHECK(since_progress >= 2 * 20);  // once for its colours, once when it is drawn
}

TEST_CASE("progress rises from nothing to one") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", FilmOfTen());
  double last = -1;
  media::RunCallbacks callbacks;
  callbacks.progress = [&](double fraction) {
    CHECK(fraction > last);
    last = fraction;
  };
  jobs::Recipe recipe;
  recipe.clips.emplace();
  recipe.outputs = {Output::kStoryboard, Output::kPoster, Output::kAudio};
  test::MakeAll(dir / "film.mp4", recipe, dir.path(), {}, callbacks);
  CHECK(last == 1);
}

TEST_CASE("a read that fails is the store's error, never a shorter clip") {
  const test::TempDir dir;
  const test::TempDir out;
  media::SampleFilm film = FilmOfTen();
  film.format_options = "movflags=+faststart";
  film.video_options = "preset=ultrafast:crf=1";
  media::MakeSampleFilm(dir / "film.mp4", film);
  BrokenSource source(dir / "film.mp4", std::filesystem::file_size(dir / "film.mp4") / 2);
  const media::SourceInfo info = media::Probe(source, {}, {});
  const jobs::Recipe recipe = test::OneClip(0, 10);
  const media::Plan plan = media::MakePlan(recipe, info, {}, {});
  source.broken = true;
  try {
    media::RunSpan(source, info, plan.spans.at(0), recipe, out.path(), {}, {});
    FAIL("nothing was thrown");
  } catch (const base::Error& error) {
    CHECK(error.code() == ErrorCode::kStoreUnavailable);
  }
  CHECK(FilesIn(out.path()) == 0);
}

TEST_CASE("a clip reads little more than its own share of the file") {
  const test::TempDir dir;
  media::SampleFilm film = FilmOfTen();
  film.seconds = 30;
  film.gop = 30;
  film.video_options = "preset=ultrafast:crf=1";
  media::MakeSampleFilm(dir / "film.mp4", film);
  const auto size = static_cast<double>(std::filesystem::file_size(dir / "film.mp4"));
  const media::SpanResult result = test::MakeAll(dir / "film.mp4", test::OneClip(15, 20), dir.path());
  // A sixth of the film, half a GOP before it, and a block at either end.
  CHECK(static_cast<double>(result.source_bytes_read) < size / 6 * 1.2 + 3 * 256 * 1024);
}
