// How tasks and attempts end. Every function here runs under a claim, and does nothing if the claim is not the
// current one.
#include <algorithm>

#include "base/metrics.h"
#include "store/bytes/artifacts.h"
#include "store/queue/claimed_job.h"
#include "store/queue/proxy_claims.h"
#include "store/queue/queue.h"
#include "store/rows/change.h"
#include "store/rows/job_row.h"
#include "store/rows/moves.h"

namespace clipbox::store {
namespace {

using jobs::Status;

struct TaskSums {
  int open = 0;
  int made = 0;
};

TaskSums SumTasks(Change& change, const jobs::JobId& id) {
  sqlite::Statement row = change.db.Query("SumTasks", {{":job_id", id}});
  row.Next();
  return {row.Get<int>("open"), row.Get<int>("made")};
}

// Of the attempt's tasks, and of all that is there, whichever attempt made it.
std::vector<jobs::Warning> ListWarnings(Change& change, const jobs::JobId& id) {
  std::vector<jobs::Warning> all;
  sqlite::Statement tasks = change.db.Query("ListTaskWarnings", {{":job_id", id}});
  while (tasks.Next()) {
    for (jobs::Warning& each : WarningsOfColumn(tasks.Get<std::string>("warnings"))) all.push_back(std::move(each));
  }
  for (const jobs::Artifact& made : ListArtifacts(change.db, id)) {
    if (!made.lost_sound) continue;
    all.push_back({.code = std::string(base::ToText(base::ErrorCode::kUnsupportedCodec)),
                   .message = *made.lost_sound,
                   .output = std::string(jobs::OutputWord(made.type)),
                   .clip = made.label.empty() ? std::nullopt : std::optional(made.label)});
  }
  return all;
}

int CountArtifacts(Change& change, const jobs::JobId& id) {
  sqlite::Statement row = change.db.Query("CountArtifacts", {{":job_id", id}});
  row.Next();
  return row.Get<int>("artifacts");
}

AfterTask MakeReady(Change& change, jobs::Job& job, const std::vector<jobs::Warning>& warnings) {
  EndAttempt(change, job, "ready", std::nullopt);
  change.db.Run("DropTasks", {{":job_id", job.id}});
  change.Tell(job, "processing_finished",
              {{"artifacts", CountArtifacts(change, job.id)}, {"warnings", warnings.size()}});
  change.Moved(
      job, Status::kReady,
      change.db.Run("MoveToReady", {{":id", job.id}, {":warnings", ToColumn(warnings)}, {":now", change.now}}));
  return AfterTask::kReady;
}

AfterTask FailNothingMade(Change& change, jobs::Job& job, const std::vector<jobs::Warning>& warnings) {
  change.db.Run("SetWarnings", {{":id", job.id}, {":warnings", ToColumn(warnings)}});
  const std::string why = warnings.empty() ? "the recipe asks for nothing." : warnings.front().message;
  FailJob(change, job, base::ErrorCode::kNothingMade, "Nothing could be made of this file: " + why);
  return AfterTask::kNothingMade;
}

bool IsLeftOut(const jobs::Warning& warning) { return warning.code == base::ToText(base::ErrorCode::kCancelled); }

// One output after the other was taken out, until none was left.
AfterTask FailAllLeftOut(Change& change, jobs::Job& job, const std::vector<jobs::Warning>& warnings) {
  change.db.Run("SetWarnings", {{":id", job.id}, {":warnings", ToColumn(warnings)}});
  FailJob(change, job, base::ErrorCode::kCancelled, "Every output was left out; process the job again to make them.");
  return AfterTask::kLeftOut;
}

AfterTask Hold(Change& change, jobs::Job& job, const std::vector<jobs::Warning>& warnings) {
  change.db.Run("SetWarnings", {{":id", job.id}, {":warnings", ToColumn(warnings)}});
  EndAttempt(change, job, "held", std::nullopt);
  change.db.Run("DropTasks", {{":job_id", job.id}});
  MoveToQueue(change, job, {.queue_at = change.now, .held = true});
  return AfterTask::kHeld;
}

// A task is done: on to the next one, or the job is through.
AfterTask GoOn(Change& change, ClaimedJob& claimed) {
  jobs::Job& job = claimed.job;
  const TaskSums tasks = SumTasks(change, job.id);
  if (tasks.open > 0) {
    change.db.Run("MarkServed", {{":id", job.id}, {":now", change.now}});
    change.Touched(job);
    return AfterTask::kMoreToDo;
  }
  const std::vector<jobs::Warning> warnings = ListWarnings(change, job.id);
  if (claimed.hold) return Hold(change, job, warnings);
  if (tasks.made > 0) return MakeReady(change, job, warnings);
  const bool all_left_out = !warnings.empty() && std::all_of(warnings.begin(), warnings.end(), IsLeftOut);
  return all_left_out ? FailAllLeftOut(change, job, warnings) : FailNothingMade(change, job, warnings);
}

// False where another worker has the task by now.
bool EndTask(Change& change, const ClaimedTask& task, const std::vector<jobs::Warning>& warnings, int made) {
  return change.db.Run("EndTask", {{":id", task.task_id},
                                   {":worker", task.claim.worker},
                                   {":warnings", ToColumn(warnings)},
                                   {":made", made}}) == 1;
}

void SaveAnalysis(Change& change, const Claim& claim, const AnalysisOutcome& outcome) {
  change.db.Run("SaveProbe", {{":id", claim.job_id},
                              {":token", claim.token},
                              {":probe", ProbeToColumn(outcome.probed)},
                              {":now", change.now}});
  change.db.Run("SaveAnalysis", {{":job_id", claim.job_id}, {":data", outcome.analysis_json}, {":now", change.now}});
  int position = 0;
  for (const std::string& payload : outcome.span_payloads) {
    change.db.Run("AddSpanTask", {{":job_id", claim.job_id}, {":position", ++position}, {":payload", payload}});
  }
}

bool FailClaimedProxy(Change& change, const Claim& claim, base::ErrorCode failure, const std::string& message) {
  if (!FindClaimedProxy(change.db, claim)) return false;
  FailProxy(change, claim.job_id, failure, message);
  return true;
}

bool ReturnClaimedProxy(const Change& change, const Claim& claim, const ProxyPlace& place) {
  if (!FindClaimedProxy(change.db, claim)) return false;
  ReturnProxy(change, claim.job_id, place);
  return true;
}

}  // namespace

AfterTask Queue::FinishAnalysis(const ClaimedTask& task, const AnalysisOutcome& outcome) {
  return Mutate(context_, jobs::Actor::Worker(task.claim.worker), [&](Change& change) {
    auto claimed = FindClaimed(change.db, task.claim);
    if (!claimed || !EndTask(change, task, outcome.warnings, 0)) return AfterTask::kLost;
    SaveAnalysis(change, task.claim, outcome);
    return GoOn(change, *claimed);
  });
}

AfterTask Queue::FinishSpan(const ClaimedTask& task, const SpanOutcome& outcome) {
  return Mutate(context_, jobs::Actor::Worker(task.claim.worker), [&](Change& change) {
    auto claimed = FindClaimed(change.db, task.claim);
    if (!claimed || !EndTask(change, task, outcome.warnings, outcome.made)) return AfterTask::kLost;
    for (const jobs::Artifact& artifact : outcome.artifacts) PutArtifact(change, claimed->job, artifact);
    return GoOn(change, *claimed);
  });
}

bool Queue::Fail(const Claim& claim, base::ErrorCode failure, const std::string& message) {
  return Mutate(context_, jobs::Actor::Worker(claim.worker), [&](Change& change) {
    if (claim.proxy) return FailClaimedProxy(change, claim, failure, message);
    auto claimed = FindClaimed(change.db, claim);
    if (!claimed) return false;
    FailJob(change, claimed->job, failure, message);
    return true;
  });
}

bool Queue::RetryLater(const Claim& claim, base::Timestamp at, base::ErrorCode failure, Attempt attempt) {
  const std::string code(base::ToText(failure));
  return Mutate(context_, jobs::Actor::Worker(claim.worker), [&](Change& change) {
    const bool counts = attempt == Attempt::kCounts;
    if (claim.proxy) return ReturnClaimedProxy(change, claim, {.queue_at = at, .gives_attempt_back = !counts});
    auto claimed = FindClaimed(change.db, claim);
    if (!claimed) return false;
    jobs::Job& job = claimed->job;
    EndAttempt(change, job, counts ? "retry" : "waits", code);
    change.db.Run("FreeTasks", {{":job_id", job.id}});
    change.Tell(job, "retry_scheduled", {{"at", base::ToIso8601(at)}, {"code", code}});
    MoveToQueue(change, job, {.queue_at = at, .gives_attempt_back = !counts});
    change.Count("clipbox_processing_failures_total", "code", code);
    return true;
  });
}

}  // namespace clipbox::store
