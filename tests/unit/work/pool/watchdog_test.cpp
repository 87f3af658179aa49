#include "work/pool/watchdog.h"

#include "catch.h"
#include "unit/work/work_fixture.h"

using namespace clipbox;
using namespace std::chrono_literals;
using jobs::Status;
using test::WorkFixture;

TEST_CASE("a task past its last deadline fails its job, hands the others back and restarts the process") {
  WorkFixture world;
  const auto stuck_job = world.Uploaded(world.Film(), "{}");
  const auto stuck = world.store.queue.ClaimNext("w1");
  const auto other_job = world.Uploaded(world.Film(), "{}");
  const auto other = world.store.queue.ClaimNext("w2");
  const work::Running::Entry stuck_entry(world.running, stuck->claim, {});
  const work::Running::Entry other_entry(world.running, other->claim, {});
  world.running.MustEnd(stuck->claim, world.clock.MonotonicNow() + 10s);
  int restarts = 0;
  work::Watchdog watchdog(world.running, world.store.queue, world.clock, [&] { ++restarts; });

  watchdog.Look();
  CHECK(restarts == 0);
  CHECK(world.Get(stuck_job).status == Status::kProcessing);

  world.clock.Advance(11s);
  watchdog.Look();
  CHECK(restarts == 1);
  CHECK(world.Get(stuck_job).failure->code == "timeout");
  CHECK(world.Get(other_job).status == Status::kUploaded);
  CHECK(world.Get(other_job).attempts == 0);
  CHECK(other_entry.stop().stop_requested());
}

TEST_CASE("a task that ended in time is not waited for") {
  WorkFixture world;
  const auto job = world.Uploaded(world.Film(), "{}");
  {
    const auto task = world.store.queue.ClaimNext("w1");
    const work::Running::Entry entry(world.running, task->claim, {});
    world.running.MustEnd(task->claim, world.clock.MonotonicNow() + 10s);
  }
  world.clock.Advance(1h);
  work::Watchdog(world.running, world.store.queue, world.clock, [] { FAIL("restarted"); }).Look();
  CHECK(world.Get(job).status == Status::kProcessing);
}
