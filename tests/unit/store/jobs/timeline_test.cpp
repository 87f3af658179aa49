#include "store/jobs/timeline.h"

#include "catch.h"
#include "unit/store/world.h"

using namespace clipbox;
using namespace clipbox::store;
using base::EventKind;

TEST_CASE("the timeline is listed oldest first, page by page, with actor and detail") {
  World world;
  const jobs::JobId id = world.UploadReady().id;
  const auto first = world.store().timeline.List(world.ann, id, {4, std::nullopt});
  REQUIRE(first.next_cursor);
  CHECK(first.items[0].event == "created");
  CHECK(first.items[0].actor == "user:01ANN");
  CHECK(first.items[0].detail == base::Json::object());
  CHECK(first.items[1].actor == "system");
  CHECK(first.items[1].detail == base::Json{{"via", "oembed"}});
  CHECK(first.items[3].detail == base::Json{{"textVersion", "1"}});
  const auto second = world.store().timeline.List(world.ann, id, {4, first.next_cursor});
  REQUIRE(second.items.size() == 2);
  CHECK(second.items[0].detail == base::Json{{"partSize", 40}, {"partCount", 3}});
  CHECK_FALSE(second.next_cursor);
  CHECK(ErrorOf([&] {
          world.store().timeline.List(world.ann, id, {4, "1x"});
        }).code() == base::ErrorCode::kInvalidField);
}

TEST_CASE("a worker's rows carry its name, and a start of work its claim and attempt") {
  World world;
  const jobs::JobId id = world.Processing().claim.job_id;
  const auto row = world.store().timeline.ListAfter(world.ann, id, 0, 100).back();
  CHECK(row.event == "processing_started");
  CHECK(row.actor == "worker:w1");
  CHECK(row.detail == base::Json{{"claimedBy", "boot1/w1"}, {"attempt", 1}});
}

TEST_CASE("a stream over all jobs of a user goes on after any id, and sees no other user's rows") {
  World world;
  world.Created();
  const std::int64_t seen = world.store().timeline.LastId();
  const jobs::JobId mine = world.Created().id;
  world.store().jobs.Create(world.JobOf(world.bob));
  const auto rows = world.store().timeline.ListAfter(world.ann, seen, 100);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].job_id == mine);
  CHECK(world.store().timeline.Find(world.ann, rows[0].id)->event == "created");
  CHECK_FALSE(world.store().timeline.Find(world.bob, rows[0].id));
}

TEST_CASE("an id of the timeline is never given twice, not even after its job was deleted") {
  World world;
  const jobs::JobId id = world.Created().id;
  const std::int64_t last = world.store().timeline.LastId();
  world.store().jobs.Delete(world.ann, id);
  CHECK(world.store().timeline.LastId() == last);
  world.Created();
  CHECK(world.store().timeline.LastId() == last + 1);
}

TEST_CASE("what happened is published after it is committed, the job last") {
  World world;
  const auto events = world.hub.Subscribe();
  const jobs::JobId id = world.Created().id;
  const auto next = [&] { return events->Next({}, std::chrono::milliseconds(0)); };
  const auto row = next().value();
  CHECK(row.kind == EventKind::kTimeline);
  CHECK(row.user_id == world.ann.value);
  CHECK(row.timeline_id == world.store().timeline.LastId());
  CHECK(next()->kind == EventKind::kJob);
  CHECK_FALSE(next());
  world.store().jobs.Delete(world.ann, id);
  const auto gone = next().value();
  CHECK(gone.kind == EventKind::kDeleted);
  CHECK(gone.job_id == id.value);
}

TEST_CASE("a mutation that is refused publishes nothing") {
  World world;
  const jobs::JobId id = world.Created().id;
  const auto events = world.hub.Subscribe();
  CHECK_THROWS_AS(world.store().uploads.Complete(world.ann, id, "upload"), base::Error);
  CHECK_FALSE(events->Next({}, std::chrono::milliseconds(0)));
}
