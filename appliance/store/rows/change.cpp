#include "store/rows/change.h"

#include <algorithm>

#include "base/error.h"
#include "base/metrics.h"

namespace clipbox::store {

void Change::Tell(const jobs::Job& job, std::string_view event, const base::Json& detail) {
  sqlite::Statement row = db.Query("AddTimelineRow", {{":job_id", job.id},
                                                      {":now", now},
                                                      {":actor", actor.value},
                                                      {":event", event},
                                                      {":detail", base::DumpJson(detail)}});
  row.Next();
  last_row_ = row.Get<std::int64_t>("id");
  Publish(base::EventKind::kTimeline, job);
}

void Change::Moved(jobs::Job& job, jobs::Status to, int changed, const std::string& code) {
  if (changed != 1 || !jobs::CanMove(job.status, to)) {
    throw base::Error(base::ErrorCode::kInternal, "job " + job.id.value + " was not moved from " +
                                                      std::string(ToText(job.status)) + " to " +
                                                      std::string(ToText(to)));
  }
  base::Json detail = {{"from", ToText(job.status)}, {"to", ToText(to)}};
  if (!code.empty()) detail["code"] = code;
  Tell(job, "status_changed", detail);
  Count("clipbox_job_transitions_total", "to", std::string(ToText(to)));
  if (to == jobs::Status::kFailed && code != base::ToText(base::ErrorCode::kCancelled) &&
      code != base::ToText(base::ErrorCode::kUploadAborted))
    Count("clipbox_jobs_failed_total", "", "");
  job.status = to;
  Touched(job);
}

void Change::Touched(const jobs::Job& job) {
  // One is enough, and it comes last: a watcher then reads the job with all that the change did.
  std::erase_if(events_, [&](const base::Event& event) {
    return event.kind == base::EventKind::kJob && event.job_id == job.id.value;
  });
  Publish(base::EventKind::kJob, job);
}

void Change::ArtifactWritten(const jobs::Job& job, const jobs::Artifact& artifact) {
  Tell(job, "artifact_written", {{"artifactId", artifact.id.value}, {"type", ToText(artifact.type)}});
  Publish(base::EventKind::kArtifact, job, artifact.id.value);
  Count("clipbox_artifacts_total", "type", std::string(ToText(artifact.type)));
}

void Change::ArtifactRenamed(const jobs::Job& job, const jobs::Artifact& artifact) {
  Tell(job, "artifact_renamed",
       {{"artifactId", artifact.id.value},
        {"type", ToText(artifact.type)},
        {"label", base::TextOrNull(artifact.label)}});
  Publish(base::EventKind::kArtifact, job, artifact.id.value);
}

void Change::Deleted(const jobs::Job& job) { Publish(base::EventKind::kDeleted, job); }

void Change::Publish(base::EventKind kind, const jobs::Job& job, const std::string& subject) {
  events_.push_back({kind, job.user_id.value, job.id.value, last_row_, subject});
}

void Announce(base::EventHub& hub, const Change::Outcome& outcome) {
  // Counted first: who is told of a move finds it in the metrics.
  for (const auto& counted : outcome.counts) {
    if (counted.label.empty())
      base::CountMetric(counted.metric);
    else
      base::CountMetric(counted.metric, {{counted.label, counted.value}});
  }
  for (const base::Event& event : outcome.events) hub.Publish(event);
}

void ThrowWrongStatus(const jobs::Job& job, std::string_view verb, std::initializer_list<jobs::Status> allowed) {
  base::ErrorDetails details;
  details.current = ToText(job.status);
  std::string names;
  for (const jobs::Status status : allowed) {
    details.allowed.emplace_back(ToText(status));
    names += (names.empty() ? "" : ", ") + details.allowed.back();
  }
  throw base::Error(
      base::ErrorCode::kWrongStatus,
      "Cannot " + std::string(verb) + ": the job is " + details.current + ", and this needs " + names + ".", details);
}

}  // namespace clipbox::store
