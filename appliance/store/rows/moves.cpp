#include "store/rows/moves.h"

#include "store/rows/job_row.h"

namespace clipbox::store {

void EndAttempt(Change& change, const jobs::Job& job, std::string_view outcome,
                const std::optional<std::string>& code) {
  change.db.Run("EndOpenAttempt", {{":job_id", job.id},
                                   {":now", change.now},
                                   {":mono_ms", change.mono_ms},
                                   {":outcome", outcome},
                                   {":code", code}});
}

void FailJob(Change& change, jobs::Job& job, base::ErrorCode failure, const std::string& message) {
  const std::string code(base::ToText(failure));
  const bool processing = job.status == jobs::Status::kProcessing;
  const int changed = change.db.Run(
      "MoveToFailed",
      {{":id", job.id}, {":from", ToText(job.status)}, {":code", code}, {":message", message}, {":now", change.now}});
  change.db.Run("DropTasks", {{":job_id", job.id}});
  if (processing) {
    EndAttempt(change, job, "failed", code);
    change.Count("clipbox_processing_failures_total", "code", code);
  }
  change.Moved(job, jobs::Status::kFailed, changed, code);
}

void MoveToQueue(Change& change, jobs::Job& job, const QueuePlace& place) {
  change.Moved(job, jobs::Status::kUploaded,
               change.db.Run("MoveProcessingToUploaded", {{":id", job.id},
                                                          {":queue_at", place.queue_at},
                                                          {":held", place.held},
                                                          {":returned", place.gives_attempt_back},
                                                          {":suspect", place.suspect},
                                                          {":now", change.now}}));
}

void TakeBack(Change& change, jobs::Job& job) {
  EndAttempt(change, job, "handed_back", std::nullopt);
  change.db.Run("DropTasks", {{":job_id", job.id}});
  const QueueState queue = ReadQueueState(change.db, job.id);
  MoveToQueue(change, job,
              {.queue_at = queue.queue_at.value_or(change.now), .gives_attempt_back = true, .suspect = queue.suspect});
}

QueueState ReadQueueState(sqlite::Connection& db, const jobs::JobId& id) {
  sqlite::Statement row = db.Query("FindQueueState", {{":id", id}});
  row.Next();
  return {row.Get<bool>("held"), row.Get<bool>("process_requested"),
          row.Get<std::optional<base::Timestamp>>("queue_at"), row.Get<bool>("suspect")};
}

void QueueAgain(Change& change, jobs::Job& job, const jobs::JobRecipe& recipe,
                const std::vector<jobs::OutputName>& left_out) {
  change.db.Run("DropTasks", {{":job_id", job.id}});
  const int changed = change.db.Run("QueueAgain", {{":id", job.id},
                                                   {":from", ToText(job.status)},
                                                   {":recipe", recipe.given},
                                                   {":recipe_resolved", ToColumn(recipe.Get())},
                                                   {":left_out", ToColumn(left_out)},
                                                   {":now", change.now}});
  // One that is UPLOADED already only takes its place in the queue.
  if (job.status == jobs::Status::kUploaded)
    change.Touched(job);
  else
    change.Moved(job, jobs::Status::kUploaded, changed);
}

}  // namespace clipbox::store
