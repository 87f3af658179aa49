#include "store/history.h"

#include "catch.h"
#include "unit/store/world.h"

using namespace clipbox;
using namespace clipbox::store;
using std::chrono::minutes;

TEST_CASE("what happens within five minutes is one stretch: what happened is added up, of the rest the most is kept") {
  World world;
  History& history = world.store().history;
  const auto step = std::chrono::milliseconds(kHistoryStep);
  world.clock.Advance(step - world.clock.Now().time_since_epoch() % step);
  history.Add({.jobs_created = 2, .cpu = std::chrono::milliseconds(700), .queue_depth = 5, .memory_bytes = 10});
  world.clock.Advance(minutes(1));
  history.Add({.jobs_created = 1, .cpu = std::chrono::milliseconds(50), .queue_depth = 3, .memory_bytes = 90});
  world.clock.Advance(minutes(5));
  history.Add({.jobs_failed = 1, .sent_bytes = 7});
  const auto all = history.ListAfter(base::FromMillis(0));
  REQUIRE(all.size() == 2);
  CHECK(all[0].jobs_created == 3);
  CHECK(all[0].cpu == std::chrono::milliseconds(750));
  CHECK(all[0].queue_depth == 5);
  CHECK(all[0].memory_bytes == 90);
  CHECK(base::ToMillis(all[0].at) % 300'000 == 0);
  CHECK(all[1].at - all[0].at == minutes(5));
  CHECK(all[1].jobs_failed == 1);
  CHECK(all[1].sent_bytes == 7);
  CHECK(history.ListAfter(all[0].at).size() == 1);
}

TEST_CASE("a week of stretches is kept, and no more, whatever the clock does") {
  World world;
  const int week = static_cast<int>(kHistoryLength / kHistoryStep);
  for (int i = 0; i < week + 10; ++i) {
    world.store().history.Add({.jobs_ready = i});
    world.clock.Advance(kHistoryStep);
  }
  auto all = world.store().history.ListAfter(base::FromMillis(0));
  CHECK(all.size() == static_cast<std::size_t>(week));
  CHECK(all.back().jobs_ready == week + 9);
  world.clock.Jump(-std::chrono::days(400));
  world.store().history.Add({});
  CHECK(world.store().history.ListAfter(base::FromMillis(0)).size() <= static_cast<std::size_t>(week));
}
