#include "store/queue/queue.h"

#include <set>
#include <thread>

#include "catch.h"
#include "unit/store/world.h"

using namespace clipbox;
using namespace clipbox::store;
using jobs::Status;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

AnalysisOutcome Spans(int count) {
  AnalysisOutcome outcome;
  outcome.probed.duration_seconds = 60.0;
  outcome.probed.width = 1920;
  outcome.probed.video_codec = "h264";
  for (int i = 0; i < count; ++i) outcome.span_payloads.push_back("{\"span\":" + std::to_string(i) + "}");
  return outcome;
}

SpanOutcome Made(const std::string& label, const std::string& key) { return {{Clip(label, 0, 1, key)}, {}, 1}; }

}  // namespace

TEST_CASE("a claim takes the job, with its attempt and its analysis, before any work") {
  World world;
  const jobs::Job queued = world.Uploaded();
  const ClaimedTask task = world.store().queue.ClaimNext("w1").value();
  CHECK(task.kind == TaskKind::kAnalysis);
  CHECK(task.payload_json == "{}");
  CHECK_FALSE(task.hold);
  CHECK(task.job.id == queued.id);
  CHECK(task.job.status == Status::kProcessing);
  CHECK(task.job.claimed_by == "boot1/w1");
  CHECK(task.job.attempts == 1);
  CHECK(world.Count("SELECT count(*) FROM job_attempts WHERE ended_at IS NULL") == 1);
  CHECK_FALSE(world.store().queue.ClaimNext("w2"));
}

TEST_CASE("any worker takes the next span of a claimed job; the last one to end makes it READY") {
  World world;
  Queue& queue = world.store().queue;
  const ClaimedTask analysis = world.Processing();
  CHECK(queue.FinishAnalysis(analysis, Spans(2)) == AfterTask::kMoreToDo);
  const ClaimedTask first = queue.ClaimNext("w1").value();
  const ClaimedTask second = queue.ClaimNext("w2").value();
  CHECK_FALSE(queue.ClaimNext("w3"));
  CHECK(first.kind == TaskKind::kSpan);
  CHECK(first.payload_json == "{\"span\":0}");
  CHECK(second.payload_json == "{\"span\":1}");
  CHECK(second.claim.token == first.claim.token);
  CHECK(second.job.source->width == 1920);
  CHECK(second.job.source->file_name == "film.mp4");
  CHECK(queue.FinishSpan(second, Made("b", "kb")) == AfterTask::kMoreToDo);
  CHECK(world.Now(first.claim.job_id).status == Status::kProcessing);
  CHECK(queue.FinishSpan(first, Made("a", "ka")) == AfterTask::kReady);
  const jobs::Job ready = world.Now(first.claim.job_id);
  CHECK(ready.status == Status::kReady);
  CHECK(ready.ready_at == world.clock.Now());
  CHECK_FALSE(ready.claimed_by);
  CHECK_FALSE(ready.progress);
  CHECK(world.store().artifacts.ListAll(ready.id).size() == 2);
  CHECK(world.Count("SELECT count(*) FROM job_tasks") == 0);
  CHECK(world.Count("SELECT count(*) FROM job_attempts WHERE outcome = 'ready'") == 1);
}

TEST_CASE("a short clip does not wait behind a long film") {
  World world;
  Queue& queue = world.store().queue;
  const ClaimedTask film = world.Processing();
  queue.FinishAnalysis(film, Spans(20));
  world.clock.Advance(seconds(1));
  const ClaimedTask span = queue.ClaimNext("w1").value();
  world.clock.Advance(seconds(1));
  const jobs::Job clip = world.Uploaded();
  world.clock.Advance(seconds(1));
  queue.FinishSpan(span, Made("0", "k0"));
  const ClaimedTask next = queue.ClaimNext("w1").value();
  CHECK(next.claim.job_id == clip.id);
  world.clock.Advance(seconds(1));
  queue.FinishAnalysis(next, Spans(2));
  world.clock.Advance(seconds(1));
  // Turn about: each job waits for at most one task of the other.
  CHECK(queue.ClaimNext("w1")->claim.job_id == film.claim.job_id);
  world.clock.Advance(seconds(1));
  CHECK(queue.ClaimNext("w1")->claim.job_id == clip.id);
}

TEST_CASE("a long film does not starve behind short clips that keep coming") {
  World world;
  Queue& queue = world.store().queue;
  const ClaimedTask film = world.Processing();
  queue.FinishAnalysis(film, Spans(2));
  world.clock.Advance(seconds(1));
  const jobs::Job clip = world.Uploaded();
  world.clock.Advance(seconds(1));
  CHECK(queue.ClaimNext("w1")->claim.job_id == film.claim.job_id);
  CHECK(queue.ClaimNext("w2")->claim.job_id == clip.id);
}

TEST_CASE("jobs are claimed in the order of their arrival, no more than the bench holds") {
  World world;
  Queue& queue = world.store().queue;
  std::vector<jobs::JobId> arrived;
  for (int i = 0; i < 3; ++i) {
    arrived.push_back(world.Uploaded().id);
    world.clock.Advance(milliseconds(1));
  }
  CHECK(queue.ClaimNext("w1", 2)->claim.job_id == arrived[0]);
  CHECK(queue.ClaimNext("w2", 2)->claim.job_id == arrived[1]);
  CHECK_FALSE(queue.ClaimNext("w3", 2));
  CHECK(queue.ClaimNext("w3", 3)->claim.job_id == arrived[2]);
}

TEST_CASE("no write of a worker counts once its claim is gone") {
  World world;
  Queue& queue = world.store().queue;
  const ClaimedTask analysis = world.Processing();
  queue.FinishAnalysis(analysis, Spans(1));
  const ClaimedTask task = queue.ClaimNext("w1").value();
  CHECK(queue.IsCurrent(task.claim));
  const jobs::JobId id = task.claim.job_id;
  const auto all_refused = [&] {
    CHECK_FALSE(queue.IsCurrent(task.claim));
    CHECK_FALSE(queue.SaveProgress(task.claim, {"making", 0.5}));
    CHECK_FALSE(queue.AddArtifact(task.claim, Clip("a", 0, 1, "k")));
    CHECK(queue.FinishAnalysis(analysis, Spans(1)) == AfterTask::kLost);
    CHECK(queue.FinishSpan(task, Made("a", "k")) == AfterTask::kLost);
    CHECK_FALSE(queue.Fail(task.claim, base::ErrorCode::kInternal, "x"));
    CHECK_FALSE(queue.RetryLater(task.claim, world.clock.Now(), base::ErrorCode::kInternal, Queue::Attempt::kCounts));
    CHECK(world.store().artifacts.ListAll(id).empty());
  };
  SECTION("because the job was cancelled") {
    CHECK(world.store().processing.Cancel(world.ann, id).failure->code == "cancelled");
    CHECK(world.Count("SELECT count(*) FROM job_tasks") == 0);
    all_refused();
    CHECK(world.store().processing.Cancel(world.ann, id).status == Status::kFailed);
  }
  SECTION("because it was handed back and claimed anew") {
    CHECK(queue.HandBackAll() == 1);
    CHECK(queue.ClaimNext("w1"));
    all_refused();
    CHECK(world.Now(id).status == Status::kProcessing);
  }
  SECTION("because it was deleted") {
    world.store().jobs.Delete(world.ann, id);
    all_refused();
  }
}

TEST_CASE("a task that another worker holds cannot be ended") {
  World world;
  ClaimedTask task = world.Processing();
  task.claim.worker = "w2";
  CHECK(world.store().queue.FinishAnalysis(task, Spans(1)) == AfterTask::kLost);
}

TEST_CASE("progress never goes back within an attempt, and ends with it") {
  World world;
  Queue& queue = world.store().queue;
  const ClaimedTask task = world.Processing();
  queue.SaveProgress(task.claim, {"making", 0.5});
  queue.SaveProgress(task.claim, {"making", 0.25});
  CHECK(world.Now(task.claim.job_id).progress->fraction == 0.5);
  queue.SaveProgress(task.claim, {"storing", 7});
  CHECK(world.Now(task.claim.job_id).progress->fraction == 1.0);
  CHECK(world.Now(task.claim.job_id).progress->phase == "storing");
  queue.RetryLater(task.claim, world.clock.Now(), base::ErrorCode::kInternal, Queue::Attempt::kCounts);
  CHECK_FALSE(world.Now(task.claim.job_id).progress);
  queue.SaveProgress(queue.ClaimNext("w1")->claim, {"analysing", 0.1});
  CHECK(world.Now(task.claim.job_id).progress->fraction == 0.1);
}

TEST_CASE("progress names the stretches that are worked on, until the work ends") {
  World world;
  Queue& queue = world.store().queue;
  const ClaimedTask task = world.Processing();
  queue.SaveProgress(task.claim, {"making", 0.5, {{{{1, 2.5}}, "intro", 0.25}, {{}, "", 0.75}}});
  const auto spans = world.Now(task.claim.job_id).progress->spans;
  REQUIRE(spans.size() == 2);
  CHECK((spans[0].range->start == 1 && spans[0].range->end == 2.5 && spans[0].label == "intro"));
  CHECK(spans[0].fraction == 0.25);
  CHECK_FALSE(spans[1].range);
  queue.SaveProgress(task.claim, {"making", 0.75});
  CHECK(world.Now(task.claim.job_id).progress->spans.empty());
}

TEST_CASE("a retry waits for its time, counts where it should, and keeps what was finished") {
  World world;
  Queue& queue = world.store().queue;
  const ClaimedTask analysis = world.Processing();
  queue.FinishAnalysis(analysis, Spans(2));
  queue.FinishSpan(queue.ClaimNext("w1").value(), Made("a", "ka"));
  const ClaimedTask second = queue.ClaimNext("w1").value();
  const base::Timestamp due = world.clock.Now() + seconds(30);
  CHECK(queue.RetryLater(second.claim, due, base::ErrorCode::kOutOfMemory, Queue::Attempt::kCounts));
  CHECK(world.Now(second.claim.job_id).status == Status::kUploaded);
  CHECK_FALSE(queue.ClaimNext("w1"));
  CHECK(queue.NextDue() == due);
  world.clock.Advance(seconds(30));
  const ClaimedTask again = queue.ClaimNext("w1").value();
  CHECK(again.kind == TaskKind::kSpan);
  CHECK(again.payload_json == second.payload_json);
  CHECK(again.job.attempts == 2);
  queue.RetryLater(again.claim, world.clock.Now(), base::ErrorCode::kStoreUnavailable, Queue::Attempt::kIsFree);
  CHECK(world.Now(again.claim.job_id).attempts == 1);
  CHECK(queue.FinishSpan(queue.ClaimNext("w1").value(), Made("b", "kb")) == AfterTask::kReady);
  CHECK(world.store().artifacts.ListAll(again.claim.job_id).size() == 2);
}

TEST_CASE("a job of which nothing could be made fails and says why; one warning less makes it READY with warnings") {
  World world;
  Queue& queue = world.store().queue;
  const jobs::Warning no_sound{"no_audio", "The file has no sound.", "audio", "intro"};
  const ClaimedTask bad = world.Processing();
  queue.FinishAnalysis(bad, Spans(1));
  CHECK(queue.FinishSpan(queue.ClaimNext("w1").value(), {{}, {no_sound}, 0}) == AfterTask::kNothingMade);
  const jobs::Job failed = world.Now(bad.claim.job_id);
  CHECK(failed.failure->code == "nothing_made");
  CHECK(failed.failure->message.find("no sound") != std::string::npos);
  CHECK(failed.warnings.size() == 1);

  const ClaimedTask good = world.Processing();
  queue.FinishAnalysis(good, Spans(1));
  CHECK(queue.FinishSpan(queue.ClaimNext("w1").value(), {{Clip("intro", 0, 1, "k")}, {no_sound}, 1}) ==
        AfterTask::kReady);
  const jobs::Job ready = world.Now(good.claim.job_id);
  REQUIRE(ready.warnings.size() == 1);
  CHECK(ready.warnings[0].code == "no_audio");
  CHECK(ready.warnings[0].clip == "intro");
}

TEST_CASE("a job that is not to be processed by itself is held after its analysis, until it is asked for") {
  World world;
  Queue& queue = world.store().queue;
  const jobs::JobId id = world.Uploaded(false).id;
  const ClaimedTask analysis = queue.ClaimNext("w1").value();
  CHECK(analysis.hold);
  queue.FinishAnalysis(analysis, Spans(1));
  CHECK(queue.FinishSpan(queue.ClaimNext("w1").value(), Made("story", "ks")) == AfterTask::kHeld);
  CHECK(world.Now(id).status == Status::kUploaded);
  world.clock.Advance(seconds(10));
  CHECK_FALSE(queue.ClaimNext("w1"));
  CHECK(queue.FindAnalysis(id) == "{}");

  const jobs::Job asked = world.store().processing.Process(world.ann, id, RecipeOf(R"({"clips":[]})"));
  CHECK(asked.status == Status::kUploaded);
  CHECK(asked.recipe.given == R"({"clips":[]})");
  CHECK(asked.attempts == 0);
  world.store().processing.Process(world.ann, id, std::nullopt);
  const ClaimedTask again = queue.ClaimNext("w1").value();
  CHECK_FALSE(again.hold);
  CHECK(again.kind == TaskKind::kAnalysis);
  queue.FinishAnalysis(again, Spans(1));
  CHECK(queue.FinishSpan(queue.ClaimNext("w1").value(), Made("a", "ka")) == AfterTask::kReady);
}

TEST_CASE("a READY or FAILED job is processed again, keeping its artifacts and losing its failure") {
  World world;
  const jobs::Job ready = world.Ready();
  const jobs::Job again = world.store().processing.Process(world.ann, ready.id, std::nullopt);
  CHECK(again.status == Status::kUploaded);
  CHECK_FALSE(again.ready_at);
  CHECK(world.store().artifacts.ListAll(ready.id).size() == 1);
  const jobs::Job failed = world.FailedWithSource();
  CHECK_FALSE(world.store().processing.Process(world.ann, failed.id, std::nullopt).failure);
  const jobs::Job no_source = world.FailedWithoutSource();
  CHECK(ErrorOf([&] { world.store().processing.Process(world.ann, no_source.id, std::nullopt); }).code() ==
        base::ErrorCode::kSourceMissing);
}

TEST_CASE("a queued job is cancelled at once") {
  World world;
  const jobs::JobId id = world.Uploaded().id;
  CHECK(world.store().processing.Cancel(world.ann, id).status == Status::kFailed);
  CHECK_FALSE(world.store().queue.ClaimNext("w1"));
}

TEST_CASE("many workers take every task exactly once and every job ends READY") {
  World world;
  constexpr int kJobs = 6;
  constexpr int kSpans = 5;
  std::vector<jobs::JobId> ids;
  for (int i = 0; i < kJobs; ++i) ids.push_back(world.Uploaded().id);
  std::atomic<int> spans{0};
  std::atomic<int> ready{0};
  const auto work = [&](const std::string& name) {
    Queue& queue = world.store().queue;
    while (ready < kJobs) {
      const auto task = queue.ClaimNext(name, 3);
      if (!task) {
        std::this_thread::yield();
        continue;
      }
      queue.SaveProgress(task->claim, {"making", 0.5});
      if (task->kind == TaskKind::kAnalysis) {
        queue.FinishAnalysis(*task, Spans(kSpans));
        continue;
      }
      const int number = ++spans;
      queue.AddArtifact(task->claim, Clip("early" + task->payload_json, 0, 1, "e" + std::to_string(number)));
      if (queue.FinishSpan(*task, Made(task->payload_json, "k" + std::to_string(number))) == AfterTask::kReady) ++ready;
    }
  };
  {
    std::vector<std::jthread> workers;
    for (int w = 0; w < 4; ++w) workers.emplace_back(work, "w" + std::to_string(w));
  }
  CHECK(spans == kJobs * kSpans);
  for (const jobs::JobId& id : ids) {
    CHECK(world.Now(id).status == Status::kReady);
    CHECK(world.store().artifacts.ListAll(id).size() == 2 * kSpans);
  }
}
