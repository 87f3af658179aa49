#include "store/settings.h"

#include "catch.h"
#include "world.h"

using namespace clipbox;
using namespace clipbox::store;

TEST_CASE("a value that is to be kept is made once and survives a start") {
  World world;
  CHECK(world.store().settings.Keep("secret", "first") == "first");
  CHECK(world.store().settings.Keep("secret", "second") == "first");
  world.Reboot("boot2");
  CHECK(world.store().settings.Find("secret") == "first");
  world.store().settings.Set("secret", "third");
  CHECK(world.store().settings.Find("secret") == "third");
  CHECK_FALSE(world.store().settings.Find("other"));
}

TEST_CASE("the figures of the queue count who waits and how long, without those that are held") {
  World world;
  world.Uploaded(false);
  world.store().queue.FinishAnalysis(world.store().queue.ClaimNext("w1").value(), {});
  world.Processing();
  world.Uploaded();
  world.clock.Advance(std::chrono::seconds(7));
  world.Uploaded();
  const QueueStats stats = world.store().stats.Queue();
  CHECK(stats.waiting == 2);
  CHECK(stats.processing == 1);
  CHECK(stats.oldest_wait == std::chrono::seconds(7));
}

TEST_CASE("a job in backoff has not waited yet") {
  World world;
  const ClaimedTask task = world.Processing();
  world.store().queue.RetryLater(task.claim, world.clock.Now() + std::chrono::seconds(60), base::ErrorCode::kInternal,
                                 Queue::Attempt::kCounts);
  CHECK(world.store().stats.Queue().waiting == 1);
  CHECK(world.store().stats.Queue().oldest_wait == std::chrono::seconds(0));
}
