// What an administrator is told of everybody's jobs.
#include "store/stats.h"

#include "catch.h"
#include "unit/store/world.h"

using namespace clipbox;
using namespace clipbox::store;
using std::chrono::seconds;

TEST_CASE("the line names those at work first, then those that wait, each with its owner and since when") {
  World world;
  const ClaimedTask task = world.Processing();
  world.store().queue.SaveProgress(task.claim, {"making", 0.5});
  const base::Timestamp begun = world.clock.Now();
  world.clock.Advance(seconds(10));
  const jobs::Job waits = world.Uploaded();
  world.clock.Advance(seconds(10));
  world.Uploaded();
  world.Uploaded(false);
  const auto line = world.store().stats.ListQueue(1);
  REQUIRE(line.size() == 2);
  CHECK(line[0].id == task.job.id);
  CHECK(line[0].at_work);
  CHECK(line[0].owner == world.ann.value);
  CHECK(line[0].title == "A film");
  CHECK(line[0].since == begun);
  CHECK(line[0].fraction == 0.5);
  CHECK(line[1].id == waits.id);
  CHECK_FALSE(line[1].at_work);
  CHECK(line[1].since == begun + seconds(10));
  CHECK_FALSE(line[1].fraction);
}

TEST_CASE("failures come newest first, page by page, and what a person stopped is none") {
  World world;
  std::vector<jobs::JobId> failed;
  for (int i = 0; i < 3; ++i) {
    failed.push_back(world.FailedWithSource().id);
    if (i > 0) world.clock.Advance(seconds(1));  // the first two at once
  }
  world.FailedWithoutSource();  // aborted by its owner
  const jobs::Job cancelled = world.Uploaded();
  world.store().processing.Cancel(world.ann, cancelled.id);
  const auto first = world.store().stats.ListFailures({2, std::nullopt});
  REQUIRE(first.items.size() == 2);
  CHECK(first.items[0].id == failed[2]);
  CHECK(first.items[1].id == failed[1]);
  CHECK(first.items[0].owner == world.ann.value);
  CHECK(first.items[0].failure.code == "not_a_video");
  const auto second = world.store().stats.ListFailures({2, first.next_cursor});
  REQUIRE(second.items.size() == 1);
  CHECK(second.items[0].id == failed[0]);
  CHECK_FALSE(second.next_cursor);
}

TEST_CASE("a cursor of another list is refused") {
  World world;
  for (const char* cursor : {"", "x", "12", "01JOB-5"}) {
    CAPTURE(cursor);
    const auto refused = ErrorOf([&] { world.store().stats.ListFailures({2, cursor}); });
    CHECK(refused.details().pointer == "/cursor");
  }
}
