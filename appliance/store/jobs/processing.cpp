#include "store/jobs/processing.h"

#include <algorithm>

#include "base/error.h"
#include "store/rows/change.h"
#include "store/rows/job_row.h"
#include "store/rows/moves.h"

namespace clipbox::store {
namespace {

using jobs::Status;

// Held, or on the way there: its analysis waits or is under way.
bool IsHeld(const jobs::Job& job, const QueueState& state) {
  return state.held || (!job.auto_process && !state.process_requested);
}

void RefuseUnlessProcessable(const jobs::Job& job, const QueueState& state) {
  if (job.status == Status::kFailed && !job.source_key) {
    throw base::Error(base::ErrorCode::kSourceMissing,
                      "This job has no file to process; restart it and upload the file.");
  }
  if (job.status == Status::kReady && !job.source_key) {
    throw base::Error(base::ErrorCode::kSourceMissing,
                      "This job's file is no longer kept (retention.source_days); make a new job of the same link and "
                      "upload the file.");
  }
  const bool held = job.status == Status::kUploaded && IsHeld(job, state);
  if (held || job.status == Status::kReady || job.status == Status::kFailed) return;
  ThrowWrongStatus(job, "process the job again", {Status::kReady, Status::kFailed});
}

void RequireAtWork(const jobs::Job& job) {
  if (job.status == Status::kUploaded || job.status == Status::kProcessing) return;
  ThrowWrongStatus(job, "cancel the work", {Status::kUploaded, Status::kProcessing});
}

// A fetch that gave only limits counts as metadata; a description by hand without a title does not.
bool HasMetadata(const jobs::Job& job) {
  return job.source_meta && (!job.title.empty() || job.source_meta->via != jobs::MetadataVia::kManual);
}

// What of `more` is not in `all` is added to it; false where nothing was.
bool Merge(const std::vector<jobs::OutputName>& more, std::vector<jobs::OutputName>& all) {
  const std::size_t before = all.size();
  for (const jobs::OutputName& output : more) {
    if (std::find(all.begin(), all.end(), output) == all.end()) all.push_back(output);
  }
  return all.size() > before;
}

void RefuseMoreThanThereAre(const std::vector<jobs::OutputName>& outputs) {
  if (outputs.size() <= jobs::kMaxOutputs) return;
  throw base::Error(base::ErrorCode::kInvalidField,
                    "No recipe has so many outputs. Name them as the job's plan does (POST …/plan).",
                    {.pointer = "/outputs"});
}

int MoveBack(Change& change, const jobs::Job& job) {
  if (!HasMetadata(job)) return change.db.Run("MoveToCreated", {{":id", job.id}, {":now", change.now}});
  return change.db.Run("MoveToMetaReady", {{":id", job.id}, {":from", ToText(job.status)}, {":now", change.now}});
}

}  // namespace

jobs::Job Processing::Process(const jobs::UserId& user, const jobs::JobId& id,
                              const std::optional<jobs::JobRecipe>& given,
                              const std::vector<jobs::OutputName>& leave_out) {
  return Mutate(context_, jobs::Actor::User(user), [&](Change& change) {
    jobs::Job job = GetJob(change.db, user, id);
    const QueueState state = ReadQueueState(change.db, id);
    const jobs::JobRecipe& recipe = given ? *given : job.recipe;
    const bool is_asked = job.status == Status::kUploaded && state.process_requested;
    if (is_asked && IsSame(recipe, job.recipe) && leave_out == job.left_out) return job;
    if (job.status == Status::kProcessing && IsHeld(job, state)) TakeBack(change, job);
    RefuseUnlessProcessable(job, state);
    QueueAgain(change, job, recipe, leave_out);
    return Reread(change.db, job);
  });
}

jobs::Job Processing::Restart(const jobs::UserId& user, const jobs::JobId& id) {
  return Mutate(context_, jobs::Actor::User(user), [&](Change& change) {
    jobs::Job job = GetJob(change.db, user, id);
    if (job.status != Status::kFailed || job.source_key) {
      ThrowWrongStatus(
          job, job.source_key ? "start over with its file still there (process it again instead)" : "start over",
          {Status::kFailed});
    }
    const Status to = HasMetadata(job) ? Status::kMetaReady : Status::kCreated;
    change.Moved(job, to, MoveBack(change, job));
    return Reread(change.db, job);
  });
}

jobs::Job Processing::Cancel(const jobs::UserId& user, const jobs::JobId& id) {
  return Mutate(context_, jobs::Actor::User(user), [&](Change& change) {
    constexpr auto kFailure = base::ErrorCode::kCancelled;
    jobs::Job job = GetJob(change.db, user, id);
    if (job.failure && job.failure->code == base::ToText(kFailure)) return job;
    RequireAtWork(job);
    FailJob(change, job, kFailure, "The work was cancelled; process the job again to go on.");
    return Reread(change.db, job);
  });
}

jobs::Job Processing::LeaveOut(const jobs::UserId& user, const jobs::JobId& id,
                               const std::vector<jobs::OutputName>& outputs) {
  return Mutate(context_, jobs::Actor::User(user), [&](Change& change) {
    jobs::Job job = GetJob(change.db, user, id);
    if (!Merge(outputs, job.left_out)) return job;
    RequireAtWork(job);
    RefuseMoreThanThereAre(job.left_out);
    change.db.Run("LeaveOut", {{":id", job.id}, {":left_out", ToColumn(job.left_out)}, {":now", change.now}});
    change.Touched(job);
    return Reread(change.db, job);
  });
}

}  // namespace clipbox::store
