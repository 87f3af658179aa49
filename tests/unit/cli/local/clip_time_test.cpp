#include "cli/local/clip_time.h"

#include "catch.h"

namespace clipbox {
namespace {

// A film of an hour.
media::SourceInfo Film(int height, double frame_rate, std::uint64_t bytes) {
  media::SourceInfo info;
  info.size_bytes = bytes;
  info.duration_seconds = 3600;
  info.video.emplace();
  info.video->width = 8192;
  info.video->height = height;
  info.video->frame_rate = frame_rate;
  return info;
}

std::chrono::milliseconds TimeFor(const media::SourceInfo& info, double clip_seconds) {
  jobs::Recipe recipe;
  recipe.clips.emplace();
  recipe.clips->push_back({{600, 600 + clip_seconds}, "one"});
  recipe.outputs = {jobs::Output::kMp4, jobs::Output::kGif, jobs::Output::kPoster};
  return cli::ClipTime(media::MakePlan(recipe, info, {}, {}), recipe, info);
}

}  // namespace

TEST_CASE("a clip of a file of few bytes is given less than a minute, however much the file declares") {
  CHECK(TimeFor(Film(4320, 1000, 1'000'000), 15) == cli::kMinClipTime);
  // Pictures of a hundred bytes earn nothing, however many.
  CHECK(TimeFor(Film(4320, 1000, 360'000'000), 15) == cli::kMinClipTime);
}

TEST_CASE("a film earns time by the bytes that are read, once for all outputs of a clip") {
  // 15 s, and 1.5 s before them, of an hour are 100 times 64 KiB.
  const std::chrono::milliseconds earned =
      TimeFor(Film(16, 1, 65'536ULL * 100 * 3600 / 165 * 10), 15) - cli::kMinClipTime;
  CHECK(earned > std::chrono::seconds(99));
  CHECK(earned <= std::chrono::seconds(100));
}

TEST_CASE("the sound of a whole film earns time by the bytes that are read, its storyboard and poster earn none") {
  media::SourceInfo film = Film(1080, 25, 65'536ULL * 500);
  film.audio.emplace();
  jobs::Recipe recipe;
  recipe.clips.emplace();
  recipe.outputs = {jobs::Output::kStoryboard, jobs::Output::kPoster};
  CHECK(cli::ClipTime(media::MakePlan(recipe, film, {}, {}), recipe, film) == cli::kMinClipTime);
  recipe.outputs.insert(jobs::Output::kAudio);
  CHECK(cli::ClipTime(media::MakePlan(recipe, film, {}, {}), recipe, film) ==
        cli::kMinClipTime + std::chrono::seconds(500));
}

TEST_CASE("a long clip that was typed is given time whatever the file") {
  CHECK(TimeFor(Film(4320, 1000, 0), 60) == cli::kMinClipTime + std::chrono::seconds(90));
}

TEST_CASE("a file that earned nothing ends within a minute on the wall, a film may take longer on a busy machine") {
  CHECK(cli::MostOnTheWall(cli::kMinClipTime) < std::chrono::seconds(60));
  CHECK(cli::MostOnTheWall(cli::kMinClipTime + std::chrono::seconds(10)) > std::chrono::seconds(100));
}

}  // namespace clipbox
