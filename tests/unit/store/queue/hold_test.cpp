// What is held and what goes on by itself, where the word for it and the work meet.
#include "catch.h"
#include "unit/store/world.h"

using namespace clipbox;
using namespace clipbox::store;
using base::ErrorCode;
using jobs::Status;

namespace {

constexpr const char* kRecipe = R"({"clips":[{"end":2.0,"start":1.0}]})";

AnalysisOutcome OneSpan() { return {{}, "{}", {"{}"}, {}}; }
SpanOutcome OneClip() { return {{Clip("intro", 0, 1, "clip")}, {}, 1}; }

JobPatch AutoProcess(bool on, std::optional<std::string> recipe = std::nullopt) {
  JobPatch patch;
  patch.auto_process = on;
  if (recipe) patch.recipe = RecipeOf(*recipe);
  return patch;
}

// The job's next attempt makes what its recipe says, from the beginning, and nobody else has it.
void CheckThatItIsMade(World& world, const jobs::JobId& id, const std::string& recipe) {
  Queue& queue = world.store().queue;
  const ClaimedTask analysis = queue.ClaimNext("w9").value();
  CHECK(analysis.claim.job_id == id);
  CHECK(analysis.kind == TaskKind::kAnalysis);
  CHECK_FALSE(analysis.hold);
  CHECK(analysis.job.auto_process);
  CHECK(analysis.job.recipe.given == recipe);
  CHECK(analysis.job.attempts == 1);
  queue.FinishAnalysis(analysis, OneSpan());
  CHECK(queue.FinishSpan(queue.ClaimNext("w9").value(), OneClip()) == AfterTask::kReady);
}

}  // namespace

TEST_CASE("a hold that comes after the end of the upload stops what began by itself, and costs no attempt") {
  World world;
  Queue& queue = world.store().queue;
  const ClaimedTask analysis = world.Processing();
  const jobs::JobId id = analysis.claim.job_id;
  queue.FinishAnalysis(analysis, OneSpan());
  const ClaimedTask span = queue.ClaimNext("w1").value();

  const jobs::Job stopped = world.store().jobs.Patch(world.ann, id, AutoProcess(false));
  CHECK(stopped.status == Status::kUploaded);
  CHECK_FALSE(stopped.auto_process);
  CHECK(stopped.attempts == 0);
  CHECK_FALSE(queue.IsCurrent(span.claim));
  CHECK(queue.FinishSpan(span, OneClip()) == AfterTask::kLost);
  CHECK(world.store().artifacts.ListAll(id).empty());

  const ClaimedTask look = queue.ClaimNext("w1").value();
  CHECK(look.kind == TaskKind::kAnalysis);
  CHECK(look.hold);
  CHECK(queue.FinishAnalysis(look, {}) == AfterTask::kHeld);
  CHECK_FALSE(queue.ClaimNext("w1"));
}

TEST_CASE("a job that is taken back keeps its place in the queue, and is run alone if it was") {
  World world;
  const jobs::JobId id = world.Processing().claim.job_id;
  const std::string place = "SELECT count(*) FROM video_jobs WHERE suspect = 1 AND queue_at = 4711";
  world.database().Write(
      [&](sqlite::Connection& db) { db.Execute("UPDATE video_jobs SET suspect = 1, queue_at = 4711"); });
  world.store().jobs.Patch(world.ann, id, AutoProcess(false));
  CHECK(world.Now(id).status == Status::kUploaded);
  CHECK(world.Count(place) == 1);
}

TEST_CASE("a hold drops the tasks of the recipe that a failed attempt left") {
  World world;
  Queue& queue = world.store().queue;
  const ClaimedTask analysis = world.Processing();
  queue.FinishAnalysis(analysis, OneSpan());
  queue.RetryLater(analysis.claim, world.clock.Now(), base::ErrorCode::kInternal, Queue::Attempt::kCounts);
  world.store().jobs.Patch(world.ann, analysis.claim.job_id, AutoProcess(false));
  const ClaimedTask look = queue.ClaimNext("w1").value();
  CHECK(look.kind == TaskKind::kAnalysis);
  CHECK(look.hold);
}

TEST_CASE("what a person has asked for is not held by a late word, waiting or at work") {
  World world;
  const jobs::JobId id = world.Ready().id;
  world.store().processing.Process(world.ann, id, std::nullopt);
  const auto hold = [&] { world.store().jobs.Patch(world.ann, id, AutoProcess(false)); };
  const base::Error waiting = ErrorOf(hold);
  CHECK(waiting.code() == ErrorCode::kWrongStatus);
  CHECK(waiting.details().current == "UPLOADED");
  CHECK(world.Now(id).auto_process);
  const ClaimedTask task = world.store().queue.ClaimNext("w1").value();
  CHECK(ErrorOf(hold).code() == ErrorCode::kWrongStatus);
  CHECK(world.store().queue.IsCurrent(task.claim));
}

TEST_CASE("a hold again of a job that is looked through leaves its work alone") {
  World world;
  world.Uploaded(false);
  const ClaimedTask look = world.store().queue.ClaimNext("w1").value();
  CHECK(ErrorOf([&] { world.store().jobs.Patch(world.ann, look.claim.job_id, AutoProcess(false)); }).code() ==
        ErrorCode::kWrongStatus);
  CHECK(world.store().queue.IsCurrent(look.claim));
}

TEST_CASE("a job that is to be held takes its order at once: before its analysis, during it, behind it") {
  World world;
  Queue& queue = world.store().queue;
  const jobs::JobId id = world.Uploaded(false).id;
  const std::string when = GENERATE("before", "to be tried again", "during", "behind");
  CAPTURE(when);
  if (when == "behind") queue.FinishAnalysis(queue.ClaimNext("w1").value(), {});
  if (when == "during" || when == "to be tried again") {
    const ClaimedTask look = queue.ClaimNext("w1").value();
    queue.FinishAnalysis(look, OneSpan());
    if (when == "during")
      queue.ClaimNext("w1");
    else
      queue.RetryLater(look.claim, world.clock.Now(), base::ErrorCode::kInternal, Queue::Attempt::kIsFree);
  }

  const bool by_process = GENERATE(true, false);
  CAPTURE(by_process);
  const auto order = [&] {
    return by_process ? world.store().processing.Process(world.ann, id, RecipeOf(kRecipe))
                      : world.store().jobs.Patch(world.ann, id, AutoProcess(true, kRecipe));
  };
  const jobs::Job asked = order();
  CHECK(asked.status == Status::kUploaded);
  CHECK(asked.auto_process);
  CHECK(order().status == Status::kUploaded);  // as after a lost answer
  CHECK(world.Count("SELECT count(*) FROM job_attempts WHERE ended_at IS NULL") == 0);
  CheckThatItIsMade(world, id, kRecipe);
}

TEST_CASE("an order before the end of the upload lets it go on by itself") {
  World world;
  const jobs::JobId id = world.Uploading().id;
  world.store().jobs.Patch(world.ann, id, AutoProcess(false));
  world.store().jobs.Patch(world.ann, id, AutoProcess(true, kRecipe));
  world.store().uploads.Complete(world.ann, id, "upload");
  CheckThatItIsMade(world, id, kRecipe);
}
