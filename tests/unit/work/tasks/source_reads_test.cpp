// What a job reads of its source: of one version, its index once, each byte counted.
#include "catch.h"
#include "unit/work/work_fixture.h"
#include "work/tasks/source_shelf.h"

using namespace clipbox;
using jobs::Status;
using test::WorkFixture;

namespace {

std::filesystem::path OtherFilm(const WorkFixture& world, int width = 320) {
  media::SampleFilm film;
  film.seconds = 4;
  film.width = width;
  film.height = 180;
  media::MakeSampleFilm(world.dir / "other.mp4", film);
  return world.dir / "other.mp4";
}

constexpr const char* kTwoClips = R"({"clips": [{"start": 0, "end": 1}, {"start": 1, "end": 2}], "outputs": ["mp4"]})";

}  // namespace

TEST_CASE("all tasks of a job read its source through one cache, and the job says what that took") {
  WorkFixture world;
  const auto job = world.Uploaded(world.Film(), kTwoClips);
  world.RunAll();
  const auto source = world.Get(job).source;
  REQUIRE(world.Get(job).status == Status::kReady);
  CHECK(source->bytes_read > 0);
  CHECK(source->bytes_read <= std::filesystem::file_size(world.Film()));
  CHECK(source->requests > 0);
}

TEST_CASE("what is read when a job is processed again is added to what was read before") {
  WorkFixture world;
  const auto job = world.Uploaded(world.Film(), kTwoClips);
  world.RunAll();
  const auto once = world.Get(job).source->bytes_read;
  world.store.processing.Process(job.user_id, job.id,
                                 world.RecipeOf(R"({"clips": [{"start": 0, "end": 2}], "outputs": ["mp4"]})"));
  world.RunAll();
  CHECK(world.Get(job).source->bytes_read > once);
}

TEST_CASE(
    "a source that is replaced between two tasks fails the job by name, and is taken as it is when the job is "
    "processed again") {
  WorkFixture world;
  const auto job = world.Uploaded(world.Film(), kTwoClips);
  const auto analysis = world.store.queue.ClaimNext("w1");
  world.runner.Run(*analysis, {}, 1);
  world.objects.PutFile(*job.source_key, OtherFilm(world), {});
  const auto span = world.store.queue.ClaimNext("w1");
  work::TaskRunner after_restart(world.Settings(), world.store, world.objects, world.deleter, world.running,
                                 world.clock);
  after_restart.Run(*span, {}, 1);
  REQUIRE(world.Get(job).status == Status::kFailed);
  CHECK(world.Get(job).failure->code == "source_changed");
  world.store.processing.Process(job.user_id, job.id, std::nullopt);
  world.RunAll();
  CHECK(world.Get(job).status == Status::kReady);
  CHECK(world.Get(job).source->duration_seconds == Approx(4).margin(0.05));
}

TEST_CASE("what was made of a source that was replaced since is made anew of the one that is there") {
  WorkFixture world;
  const auto job = world.Uploaded(world.Film(), kTwoClips);
  world.RunAll();
  const auto before = world.ArtifactsOf(job);
  REQUIRE(before.size() == 2);
  world.objects.PutFile(*job.source_key, OtherFilm(world, 240), {});
  world.store.processing.Process(job.user_id, job.id, std::nullopt);
  world.RunAll();
  const auto after = world.ArtifactsOf(job);
  REQUIRE(world.Get(job).status == Status::kReady);
  REQUIRE(after.size() == 2);
  for (std::size_t i = 0; i < after.size(); ++i) {
    CHECK(after[i].key != before[i].key);
    CHECK(after[i].width == 240);
    CHECK(world.objects.Head(after[i].key));
  }
}

TEST_CASE("a source that is replaced while a job works on it is read to its end as it was") {
  WorkFixture world;
  const auto job = world.Uploaded(world.Film(), kTwoClips);
  const auto analysis = world.store.queue.ClaimNext("w1");
  world.runner.Run(*analysis, {}, 1);
  world.objects.PutFile(*job.source_key, OtherFilm(world), {});
  world.RunAll();
  CHECK(world.Get(job).status == Status::kReady);
  CHECK(world.Get(job).source->duration_seconds == Approx(3).margin(0.05));
}

TEST_CASE("a shelf gives everybody the same opened source until it is closed") {
  WorkFixture world;
  const auto job = world.Uploaded(world.Film(), kTwoClips);
  work::SourceShelf shelf(world.objects);
  const auto first = shelf.Open(*job.source_key);
  CHECK(shelf.Open(*job.source_key) == first);
  std::vector<std::byte> bytes(10);
  first->ReadAt(0, bytes);
  CHECK(shelf.TakeCounts(*job.source_key).requests == 1);
  shelf.Close(*job.source_key);
  CHECK(shelf.TakeCounts(*job.source_key).requests == 0);
  CHECK(shelf.Open(*job.source_key) != first);
  CHECK(first->ReadAt(0, bytes) == 10);
}
