#include "http/api/job_json.h"

#include "base/clock.h"
#include "jobs/job_json.h"

namespace clipbox::http {
namespace {

using base::Json;
using base::OrNull;
using base::TextOrNull;
using base::ToIso8601;

Json TimeOrNull(const std::optional<base::Timestamp>& time) { return time ? Json(ToIso8601(*time)) : Json(nullptr); }

Json SourceJson(const jobs::SourceFile& source) {
  Json json = jobs::ProbeJson(source);
  json["fileName"] = source.file_name;
  json["sizeBytes"] = source.size_bytes;
  json["contentType"] = source.content_type;
  return json;
}

// A link with only an end proposes the video from its beginning.
Json ProposedJson(const jobs::TimeSpan& span) {
  if (!span.start && !span.end) return nullptr;
  return {{"start", span.start.value_or(0)}, {"end", OrNull(span.end)}};
}

Json ProgressJson(const std::optional<jobs::Progress>& progress) {
  if (!progress) return nullptr;
  return {{"phase", progress->phase}, {"fraction", progress->fraction}, {"spans", jobs::ToJson(progress->spans)}};
}

}  // namespace

Json FailureJson(const std::optional<jobs::Failure>& failure) {
  if (!failure) return nullptr;
  return {{"code", failure->code}, {"message", failure->message}, {"at", ToIso8601(failure->at)}};
}

Json ToJson(const jobs::Job& job) {
  return {{"id", job.id.value},
          {"status", jobs::ToText(job.status)},
          {"sourceUrl", job.source_url},
          {"videoId", job.video_id},
          {"title", TextOrNull(job.title)},
          {"sourceMeta", job.source_meta ? ToJson(*job.source_meta) : Json(nullptr)},
          {"rightsConfirmedAt", TimeOrNull(job.rights_confirmed_at)},
          {"rightsTextVersion", OrNull(job.rights_text_version)},
          {"r2SourceKey", OrNull(job.source_key)},
          {"source", job.source ? SourceJson(*job.source) : Json(nullptr)},
          {"recipe", base::ParseJson(job.recipe.given)},
          {"proposedClip", ProposedJson(job.proposed_clip)},
          {"autoProcess", job.auto_process},
          {"progress", ProgressJson(job.progress)},
          {"attempts", job.attempts},
          {"claimedBy", OrNull(job.claimed_by)},
          {"failure", FailureJson(job.failure)},
          {"warnings", ToJson(job.warnings)},
          {"leftOut", ToJson(job.left_out)},
          {"clipCount", job.clip_count},
          {"createdAt", ToIso8601(job.created_at)},
          {"updatedAt", ToIso8601(job.updated_at)},
          {"readyAt", TimeOrNull(job.ready_at)}};
}

Json ToJson(const jobs::Artifact& artifact) {
  Json json = jobs::ToJson(artifact);
  json["id"] = artifact.id.value;
  json["jobId"] = artifact.job_id.value;
  json["r2Key"] = artifact.key;
  json["settings"] = artifact.settings;
  json["createdAt"] = ToIso8601(artifact.created_at);
  return json;
}

Json ToJson(const jobs::TimelineRow& row) {
  return {
      {"id", row.id}, {"at", ToIso8601(row.at)}, {"actor", row.actor}, {"event", row.event}, {"detail", row.detail}};
}

}  // namespace clipbox::http
