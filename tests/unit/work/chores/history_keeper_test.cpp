#include "work/chores/history_keeper.h"

#include "base/metrics.h"
#include "catch.h"
#include "unit/work/work_fixture.h"

using namespace clipbox;
using test::WorkFixture;

TEST_CASE("what happens between two looks is noted once, beside memory and the queue as they are") {
  WorkFixture world;
  world.Uploaded(world.Film(), R"({"clips": [{"start": 0, "end": 1}], "outputs": ["mp4"]})");
  work::HistoryKeeper keeper(world.store);  // what was before is not its own
  world.RunAll();
  world.Uploaded(world.Film(), "{}");
  base::CountMetric("clipbox_http_sent_bytes_total", {}, 123);
  keeper.Look();
  keeper.Look();
  const auto all = world.store.history.ListAfter(base::FromMillis(0));
  REQUIRE(all.size() == 1);
  CHECK(all[0].jobs_created == 1);
  CHECK(all[0].jobs_ready == 1);
  CHECK(all[0].jobs_failed == 0);
  CHECK(all[0].queue_depth == 1);
  CHECK(all[0].sent_bytes == 123);
  CHECK(all[0].artifact_bytes > 1000);
  CHECK(all[0].source_bytes_read > 1000);
  CHECK(all[0].memory_bytes > (1 << 20));
  CHECK(all[0].cpu.count() > 0);
}

TEST_CASE("a failure counts, and what a person stopped does not") {
  WorkFixture world;
  work::HistoryKeeper keeper(world.store);
  const jobs::Job stopped = world.Uploaded(world.Film(), "{}");
  world.store.processing.Cancel(stopped.user_id, stopped.id);
  world.Uploaded(world.Film(), "{}");
  world.store.queue.Fail(world.store.queue.ClaimNext("w1")->claim, base::ErrorCode::kTruncated, "x");
  keeper.Look();
  CHECK(world.store.history.ListAfter(base::FromMillis(0)).at(0).jobs_failed == 1);
}
