#include "work/pool/pool.h"

#include <atomic>

#include "catch.h"
#include "unit/work/work_fixture.h"
#include "work/pool/cancel_watch.h"

using namespace clipbox;
using jobs::Status;
using test::WorkFixture;

namespace {

// Lets tests wait for something that happens on another thread.
class Signal {
 public:
  void Set() {
    set_ = true;
    set_.notify_all();
  }
  void Wait() const { set_.wait(false); }

 private:
  std::atomic<bool> set_ = false;
};

constexpr const char* kOneClip = R"({"clips": [{"start": 0, "end": 1}], "outputs": ["mp4"]})";

// Waits on the store's events until the job has the status.
void WaitFor(WorkFixture& world, base::Subscription& events, const jobs::Job& job, Status status) {
  while (world.Get(job).status != status) events.Next({}, std::chrono::seconds(10));
}

}  // namespace

TEST_CASE("a pool takes a job from UPLOADED to READY, and another that arrives while it sleeps") {
  WorkFixture world;
  const auto events = world.hub.Subscribe();
  const auto first = world.Uploaded(world.Film(), kOneClip);
  work::Pool pool(2, world.PoolTools(), world.RunTask());
  pool.Start();
  WaitFor(world, *events, first, Status::kReady);
  const auto second = world.Uploaded(world.Film(), kOneClip);
  world.wake.Ring();
  WaitFor(world, *events, second, Status::kReady);
  pool.Stop();
}

TEST_CASE("a stop ends the task that runs, hands the job back uncounted and starts nothing more") {
  WorkFixture world;
  const auto job = world.Uploaded(world.Film(), kOneClip);
  Signal running;
  std::atomic<int> started = 0;
  work::Pool pool(2, world.PoolTools(), [&](const store::ClaimedTask&, std::stop_token stop, int) {
    ++started;
    running.Set();
    work::Wake().Wait(stop, 0, std::chrono::hours(1));
  });
  pool.Start();
  running.Wait();
  pool.Stop();
  CHECK(started == 1);
  CHECK(world.Get(job).status == Status::kUploaded);
  CHECK(world.Get(job).attempts == 0);
}

TEST_CASE("a cancel and a deletion stop the task that runs for the job") {
  WorkFixture world;
  const auto job = world.Uploaded(world.Film(), kOneClip);
  Signal running;
  Signal stopped;
  work::Pool pool(1, world.PoolTools(), [&](const store::ClaimedTask&, std::stop_token stop, int) {
    running.Set();
    work::Wake().Wait(stop, 0, std::chrono::hours(1));
    stopped.Set();
  });
  work::CancelWatch watch(world.hub, world.store.queue, world.running);
  watch.Start();
  pool.Start();
  running.Wait();
  const bool deletes = GENERATE(false, true);
  if (deletes) {
    world.store.jobs.Delete(job.user_id, job.id);
  } else {
    world.store.processing.Cancel(job.user_id, job.id);
  }
  stopped.Wait();
  CHECK(world.store.jobs.FindAnyones(job.id).has_value() == !deletes);
}

TEST_CASE("the deletion of a job stops the work on its proxy, which a cancel of the job does not") {
  WorkFixture world;
  const auto job = world.Uploaded(world.Film(), kOneClip, false);
  world.RunAll();
  world.store.proxies.Ask(job.user_id, job.id, false);
  Signal running;
  Signal stopped;
  work::Pool pool(1, world.PoolTools(), [&](const store::ClaimedTask& task, std::stop_token stop, int) {
    CHECK(task.kind == store::TaskKind::kProxy);
    running.Set();
    work::Wake().Wait(stop, 0, std::chrono::hours(1));
    stopped.Set();
  });
  work::CancelWatch watch(world.hub, world.store.queue, world.running);
  watch.Start();
  pool.Start();
  running.Wait();
  world.store.processing.Cancel(job.user_id, job.id);
  CHECK(world.store.queue.IsCurrent(world.running.Claims(job.id.value).at(0)));
  world.store.jobs.Delete(job.user_id, job.id);
  stopped.Wait();
}

TEST_CASE("one job alone has all threads of the machine") {
  WorkFixture world;
  world.Uploaded(world.Film(), kOneClip);
  std::atomic<int> seen = 0;
  Signal ran;
  work::Pool pool(4, world.PoolTools(), [&](const store::ClaimedTask&, std::stop_token stop, int threads) {
    seen = threads;
    ran.Set();
    work::Wake().Wait(stop, 0, std::chrono::hours(1));
  });
  pool.Start();
  ran.Wait();
  pool.Stop();
  CHECK(seen == 4);
}

TEST_CASE("two jobs that come together share the threads of the machine") {
  WorkFixture world;
  world.Uploaded(world.Film(), kOneClip);
  world.Uploaded(world.Film(), kOneClip);
  std::atomic<int> seen = 0;
  std::atomic<int> ran = 0;
  Signal both;
  work::Pool pool(4, world.PoolTools(), [&](const store::ClaimedTask&, std::stop_token stop, int threads) {
    seen += threads;
    if (++ran == 2) both.Set();
    work::Wake().Wait(stop, 0, std::chrono::hours(1));
  });
  pool.Start();
  both.Wait();
  pool.Stop();
  CHECK(seen == 4);
}

TEST_CASE("a cancelled job's work ends within a second, in the middle of a clip") {
  WorkFixture world;
  media::SampleFilm film;
  film.seconds = 3;
  film.width = 1920;
  film.height = 1080;
  film.audio = false;
  film.video_options = "preset=ultrafast:crf=30";
  media::MakeSampleFilm(world.dir / "large.mp4", film);
  const auto job =
      world.Uploaded(world.dir / "large.mp4",
                     R"({"clips": [{"start": 0, "end": 3}], "outputs": ["mp4"], "mp4": {"cut": "exact", "crf": 10}})");
  const auto events = world.hub.Subscribe();
  std::atomic<int> tasks = 0;
  Signal ended;
  work::Pool pool(1, world.PoolTools(), [&](const store::ClaimedTask& task, std::stop_token stop, int threads) {
    world.runner.Run(task, stop, threads);
    if (++tasks == 2) ended.Set();
  });
  work::CancelWatch watch(world.hub, world.store.queue, world.running);
  watch.Start();
  pool.Start();
  const auto is_making = [&] { return world.Get(job).progress && world.Get(job).progress->phase == "making"; };
  while (!is_making()) events->Next({}, std::chrono::seconds(10));
  const auto cancelled = std::chrono::steady_clock::now();
  world.store.processing.Cancel(job.user_id, job.id);
  ended.Wait();
  CHECK(std::chrono::steady_clock::now() - cancelled < std::chrono::seconds(1));
  pool.Stop();
  CHECK(world.Get(job).failure->code == "cancelled");
  CHECK(world.ArtifactsOf(job).empty());
}

TEST_CASE("while the store is away no job is claimed, and the first look at it that works goes on") {
  WorkFixture world;
  const auto events = world.hub.Subscribe();
  const auto job = world.Uploaded(world.Film(), kOneClip);
  std::atomic<bool> answers = false;
  Signal asked;
  work::PoolTools tools = world.PoolTools();
  tools.store_answers = [&] {
    asked.Set();
    return answers.load();
  };
  work::Pool pool(1, tools, world.RunTask());
  pool.Start();
  asked.Wait();
  CHECK(world.Get(job).status == Status::kUploaded);
  answers = true;
  world.wake.Ring();
  WaitFor(world, *events, job, Status::kReady);
  pool.Stop();
  CHECK(world.Get(job).attempts == 1);
}
