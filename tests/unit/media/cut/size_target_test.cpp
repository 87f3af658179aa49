#include "base/error.h"
#include "catch.h"
#include "media/sample/sample_film.h"
#include "temp_dir.h"
#include "unit/media/film_frames.h"
#include "unit/media/making.h"

using namespace clipbox;
using jobs::Output;

namespace {

// Grain, so that the pictures are worth bits.
media::SampleFilm Grainy() {
  media::SampleFilm film;
  film.seconds = 4;
  film.width = 320;
  film.height = 192;
  film.gop = 30;
  film.video_options = "preset=ultrafast:crf=18";
  film.picture_filters = "noise=alls=20:allf=t";
  return film;
}

media::SpanResult MakeWithin(const test::TempDir& dir, std::uint64_t max_bytes, const char* file = "film.mp4") {
  jobs::Recipe recipe = test::OneClip(0.5, 3.5);
  recipe.mp4.max_bytes = max_bytes;
  std::filesystem::create_directories(dir / "out");
  return test::MakeAll(dir / file, recipe, dir / "out");
}

std::size_t FilesIn(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

}  // namespace

TEST_CASE("a clip is never larger than was asked for, and little smaller where its content would fill more") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", Grainy());
  media::SampleFilm uneven = Grainy();
  uneven.variable_rate = true;
  media::MakeSampleFilm(dir / "uneven.mkv", uneven);
  struct Case {
    const char* file;
    std::uint64_t most;
  };
  for (const Case& c : {Case{"film.mp4", 400'000}, Case{"film.mp4", 40'000}, Case{"uneven.mkv", 150'000}}) {
    CAPTURE(c.file, c.most);
    const media::SpanResult result = MakeWithin(dir, c.most, c.file);
    REQUIRE(result.made.size() == 1);
    const std::uint64_t size = std::filesystem::file_size(result.made[0].path);
    CHECK(size <= c.most);
    CHECK(size >= c.most * 95 / 100);
    CHECK(FilesIn(dir / "out") == 1);
  }
}

TEST_CASE("a clip that fits at the quality asked for is left alone") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", Grainy());
  const media::SpanResult result = MakeWithin(dir, 50'000'000);
  REQUIRE(result.made.size() == 1);
  CHECK(result.made[0].width == 320);
  CHECK(test::ReadFilm(result.made[0].path).frames.size() == 90);
}

TEST_CASE("a clip that would be too coarse is made smaller, with all its frames") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", Grainy());
  const media::SpanResult result = MakeWithin(dir, 40'000);
  REQUIRE(result.made.size() == 1);
  CHECK(result.made[0].width < 320);
  CHECK(test::ReadFilm(result.made[0].path).frames.size() == 90);
}

TEST_CASE("a clip that is three times too large looks better small, one that is less so as it is") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", Grainy());
  const auto natural = static_cast<double>(std::filesystem::file_size(MakeWithin(dir, 50'000'000).made.at(0).path));
  CHECK(MakeWithin(dir, static_cast<std::uint64_t>(natural / 1.6)).made.at(0).width == 320);
  const int width = MakeWithin(dir, static_cast<std::uint64_t>(natural / 3.6)).made.at(0).width.value();
  CHECK(width < 300);
  CHECK(width > 160);
}

TEST_CASE("a size that no picture fits is refused by name, and no file stays") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", Grainy());
  const media::SpanResult result = MakeWithin(dir, 4'000);
  CHECK(result.made.empty());
  REQUIRE(result.failed.size() == 1);
  CHECK(result.failed[0].code == base::ErrorCode::kTooLarge);
  CHECK(result.failed[0].message.find("mp4.maxBytes") != std::string::npos);
  CHECK(FilesIn(dir / "out") == 0);
}

TEST_CASE("a GIF is never larger than was asked for, and little smaller") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", Grainy());
  jobs::Recipe recipe = test::OneClip(0, 3, {Output::kGif});
  recipe.gif.width = 200;
  for (const std::uint64_t most : {300'000, 60'000}) {
    CAPTURE(most);
    recipe.gif.max_bytes = most;
    const media::SpanResult result = test::MakeAll(dir / "film.mp4", recipe, dir.path());
    REQUIRE(result.made.size() == 1);
    const std::uint64_t size = std::filesystem::file_size(result.made[0].path);
    CHECK(size <= most);
    CHECK(size >= most * 90 / 100);
    CHECK(test::CountByFfprobe(result.made[0].path) == 36);
  }
  recipe.gif.max_bytes = 500;
  const media::SpanResult refused = test::MakeAll(dir / "film.mp4", recipe, dir.path());
  REQUIRE(refused.failed.size() == 1);
  CHECK(refused.failed[0].code == base::ErrorCode::kTooLarge);
}
