// What a job tells of the stretches that are worked on.
#include "work/tasks/job_progress.h"

#include "catch.h"
#include "unit/work/work_fixture.h"

using namespace clipbox;
using test::WorkFixture;

namespace {

work::SpanPayload Clip(double start, double end, const std::string& label, double share) {
  work::SpanPayload payload;
  payload.span.clip = media::Clip{{start, end}, end, label};
  payload.share = share;
  return payload;
}

}  // namespace

TEST_CASE("the spans under way are told with how far each is, and a finished one no longer") {
  WorkFixture world;
  const jobs::Job job = world.Uploaded(WorkFixture::Film(), R"({"clips": [], "outputs": ["storyboard"]})");
  const auto task = world.store.queue.ClaimNext("w1");
  REQUIRE(task);
  work::JobProgress progress(world.store.queue, world.clock);
  const auto spans = [&] { return world.Get(job).progress->spans; };
  progress.ReportSpan(task->claim, 1, Clip(0, 1, "intro", 0.5), 0.5);
  world.clock.Advance(std::chrono::seconds(1));
  progress.ReportSpan(task->claim, 2, Clip(1, 2, "", 0.5), 0.25);
  REQUIRE(spans().size() == 2);
  CHECK((spans()[0].label == "intro" && spans()[0].range->end == 1 && spans()[0].fraction == 0.5));
  CHECK(spans()[1].fraction == 0.25);
  world.clock.Advance(std::chrono::seconds(1));
  progress.ReportSpan(task->claim, 1, Clip(0, 1, "intro", 0.5), 0.25);
  CHECK(spans()[0].fraction == 0.5);
  progress.ReportSpan(task->claim, 1, Clip(0, 1, "intro", 0.5), 1);
  REQUIRE(spans().size() == 1);
  CHECK(spans()[0].range->start == 1);
}
