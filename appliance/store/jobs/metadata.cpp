#include "store/jobs/metadata.h"

#include "jobs/job_json.h"
#include "store/rows/change.h"
#include "store/rows/job_row.h"
#include "store/rows/moves.h"

namespace clipbox::store {
namespace {

// A fetch knows more than a person about what it fetched, and nothing about the rest.
jobs::SourceMeta Merge(const jobs::SourceMeta& fetched, const std::optional<jobs::SourceMeta>& known,
                       const std::string& title) {
  jobs::SourceMeta merged = fetched;
  if (merged.title.empty()) merged.title = title;
  if (!known) return merged;
  if (!merged.description) {
    merged.description = known->description;
    merged.chapters = known->chapters;
  }
  if (!merged.duration_seconds) merged.duration_seconds = known->duration_seconds;
  return merged;
}

void Save(Change& change, const jobs::Job& job, const jobs::SourceMeta& meta) {
  const std::string& title = job.title.empty() ? meta.title : job.title;
  change.db.Run(
      "SetMetadata",
      {{":id", job.id}, {":title", title}, {":source_meta", ToColumn(std::optional(meta))}, {":now", change.now}});
}

void TellFailed(Change& change, const jobs::Job& job, std::string_view code, std::optional<base::Timestamp> retry_at) {
  const base::Json at = retry_at ? base::Json(base::ToIso8601(*retry_at)) : base::Json(nullptr);
  change.Tell(job, "metadata_failed", {{"code", code}, {"retryAt", at}});
  change.Touched(job);
}

}  // namespace

std::optional<jobs::Job> Metadata::Set(const jobs::JobId& id, const jobs::SourceMeta& meta, const jobs::Actor& actor) {
  return Mutate(context_, actor, [&](Change& change) {
    std::optional<jobs::Job> job = FindJob(change.db, id);
    if (!job) return job;
    Save(change, *job, Merge(meta, job->source_meta, job->title));
    change.Tell(*job, "metadata_fetched", {{"via", ToText(meta.via)}});
    if (job->status == jobs::Status::kCreated) {
      change.Moved(
          *job, jobs::Status::kMetaReady,
          change.db.Run("MoveToMetaReady", {{":id", id}, {":from", ToText(job->status)}, {":now", change.now}}));
    }
    change.Touched(*job);
    return std::optional(Reread(change.db, *job));
  });
}

std::optional<jobs::Job> Metadata::SetFailed(const jobs::JobId& id, std::string_view code,
                                             std::optional<base::Timestamp> retry_at, const jobs::Actor& actor) {
  return Mutate(context_, actor, [&](Change& change) {
    const std::optional<jobs::Job> job = FindJob(change.db, id);
    if (!job) return job;
    const bool scheduled =
        change.db.Run("ScheduleMetadata", {{":id", id}, {":due_at", retry_at}, {":now", change.now}}) == 1;
    TellFailed(change, *job, code, scheduled ? retry_at : std::nullopt);
    return std::optional(Reread(change.db, *job));
  });
}

std::optional<jobs::Job> Metadata::SetRefused(const jobs::JobId& id, base::ErrorCode failure,
                                              const std::string& message, const jobs::Actor& actor) {
  return Mutate(context_, actor, [&](Change& change) {
    std::optional<jobs::Job> job = FindJob(change.db, id);
    if (!job) return job;
    TellFailed(change, *job, base::ToText(failure), std::nullopt);
    if (job->status == jobs::Status::kCreated || job->status == jobs::Status::kMetaReady)
      FailJob(change, *job, failure, message);
    return std::optional(Reread(change.db, *job));
  });
}

std::vector<jobs::Job> Metadata::ListDue(int limit) const {
  return context_.database.Read([&](sqlite::Connection& db) {
    sqlite::Statement rows = db.Query("ListMetadataDue", {{":now", context_.clock.Now()}, {":limit", limit}});
    std::vector<jobs::Job> due;
    while (rows.Next()) due.push_back(JobOfRow(rows));
    return due;
  });
}

std::optional<base::Timestamp> Metadata::NextDue() const {
  return context_.database.Read([](sqlite::Connection& db) {
    sqlite::Statement row = db.Query("NextMetadataDue");
    row.Next();
    return row.Get<std::optional<base::Timestamp>>("due_at");
  });
}

int Metadata::FailedFetches(const jobs::JobId& id) const {
  return context_.database.Read([&](sqlite::Connection& db) {
    sqlite::Statement row = db.Query("FindJob", {{":id", id}});
    return row.Next() ? row.Get<int>("metadata_attempts") : 0;
  });
}

void Metadata::SetThumbnail(const jobs::JobId& id, const Thumbnail& thumbnail) {
  context_.database.Write([&](sqlite::Connection& db) {
    if (!FindJob(db, id)) return;
    db.Run("SetThumbnail", {{":job_id", id},
                            {":content_type", thumbnail.content_type},
                            {":bytes", sqlite::Blob{thumbnail.bytes}},
                            {":now", context_.clock.Now()}});
  });
}

std::optional<Thumbnail> Metadata::FindThumbnail(const jobs::UserId& user, const jobs::JobId& id) const {
  return context_.database.Read([&](sqlite::Connection& db) -> std::optional<Thumbnail> {
    sqlite::Statement row = db.Query("FindThumbnail", {{":job_id", id}, {":user_id", user}});
    if (!row.Next()) return std::nullopt;
    return Thumbnail{row.Get<std::string>("content_type"), row.Get<sqlite::Blob>("bytes").bytes};
  });
}

}  // namespace clipbox::store
