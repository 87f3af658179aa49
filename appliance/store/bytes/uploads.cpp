#include "store/bytes/uploads.h"

#include "base/error.h"
#include "store/bytes/upload_row.h"
#include "store/rows/change.h"
#include "store/rows/job_row.h"
#include "store/rows/moves.h"

namespace clipbox::store {
namespace {

using jobs::Status;

constexpr std::string_view kUploadParts = "upload parts";

void RefuseOtherFile(const UploadSession& session, const std::string& file_name, std::uint64_t size_bytes) {
  if (session.file_name == file_name && session.size_bytes == size_bytes) return;
  throw base::Error(base::ErrorCode::kDifferentFile, "This job's upload is of \"" + session.file_name + "\" (" +
                                                         std::to_string(session.size_bytes) +
                                                         " bytes); choose that file again, or abort its upload first.");
}

// The rules of Prepare, before anything is written.
std::optional<UploadSession> CheckPrepare(sqlite::Connection& db, const jobs::Job& job, const std::string& file_name,
                                          std::uint64_t size_bytes, const Quota& quota) {
  if (auto session = FindUpload(db, job.id)) {
    RefuseOtherFile(*session, file_name, size_bytes);
    return session;
  }
  if (job.status != Status::kMetaReady) ThrowWrongStatus(job, "prepare an upload", {Status::kMetaReady});
  if (!job.rights_confirmed_at) {
    throw base::Error(base::ErrorCode::kRightsRequired,
                      "Confirm that you have the rights to this video, then upload it.");
  }
  CheckQuota(db, quota, job.user_id, size_bytes);
  return std::nullopt;
}

UploadSession MakeSession(Change& change, jobs::Job& job, const UploadSession& wanted) {
  UploadSession session = wanted;
  session.job_id = job.id;
  session.created_at = change.now;
  session.completed_at.reset();
  InsertUpload(change.db, session);
  change.Tell(job, "upload_prepared", {{"partSize", session.part_size}, {"partCount", session.part_count}});
  change.Moved(job, Status::kUploadReady,
               change.db.Run("MoveToUploadReady", {{":id", job.id},
                                                   {":file_name", session.file_name},
                                                   {":size_bytes", session.size_bytes},
                                                   {":content_type", session.content_type},
                                                   {":now", change.now}}));
  return session;
}

void Start(Change& change, jobs::Job& job) {
  if (job.status != Status::kUploadReady) return;
  change.Moved(job, Status::kUploading, change.db.Run("MoveToUploading", {{":id", job.id}, {":now", change.now}}));
}

// True once the bytes are all there: whatever is repeated from then on changes nothing.
bool HasMovedOn(const std::optional<UploadSession>& session) { return session && session->completed_at; }

void RefuseUnlessUploading(const jobs::Job& job, std::string_view verb) {
  if (job.status == Status::kUploadReady || job.status == Status::kUploading) return;
  ThrowWrongStatus(job, verb, {Status::kUploadReady, Status::kUploading});
}

// Sending a part and finishing an object take time, in which the upload may be aborted and another one begun.
void RefuseOtherUpload(const jobs::Job& job, const UploadSession& session, const std::string& upload_id,
                       const std::string& verb) {
  if (session.upload_id == upload_id) return;
  base::ErrorDetails details;
  details.current = ToText(job.status);
  throw base::Error(
      base::ErrorCode::kWrongStatus,
      "Cannot " + verb + ": its upload has ended meanwhile, and the job has another one; go on with that.", details);
}

void CheckPart(const UploadSession& session, const base::UploadPart& part) {
  if (part.part_number >= 1 && part.part_number <= session.part_count) return;
  base::ErrorDetails details;
  details.pointer = "/partNumber";
  throw base::Error(base::ErrorCode::kInvalidField,
                    "This upload has the parts 1 to " + std::to_string(session.part_count) + ".", details);
}

bool IsReported(sqlite::Connection& db, const jobs::JobId& job, int part_number) {
  return db.Query("FindPart", {{":job_id", job}, {":part_number", part_number}}).Next();
}

void PutPart(Change& change, const jobs::Job& job, const base::UploadPart& part) {
  const bool first = !IsReported(change.db, job.id, part.part_number);
  change.db.Run("PutPart", {{":job_id", job.id},
                            {":part_number", part.part_number},
                            {":etag", part.etag.empty() ? std::nullopt : std::optional(part.etag)},
                            {":size_bytes", part.size_bytes},
                            {":now", change.now}});
  if (first) change.Tell(job, "part_uploaded", {{"partNumber", part.part_number}, {"sizeBytes", part.size_bytes}});
}

void FinishUpload(Change& change, jobs::Job& job, const UploadSession& session) {
  change.db.Run("CompleteUpload", {{":job_id", job.id}, {":now", change.now}});
  change.Tell(job, "upload_completed", {{"sizeBytes", session.size_bytes}});
  change.Moved(
      job, Status::kUploaded,
      change.db.Run("MoveUploadingToUploaded", {{":id", job.id}, {":source_key", session.key}, {":now", change.now}}));
}

// Who ends it knows whether an object that it became after all is wanted by nobody.
enum class LateObject { kGoes, kStays };

Aborted EndUpload(Change& change, jobs::Job& job, const UploadSession& session, LateObject late,
                  base::ErrorCode failure, const std::string& message) {
  change.db.Run("EndUpload", {{":job_id", job.id}});
  PendingDelete multipart =
      AddPendingDelete(change.db, change.now, session.key, session.upload_id, late == LateObject::kStays);
  FailJob(change, job, failure, message);
  change.Count("clipbox_upload_failures_total", "", "");
  return {Reread(change.db, job), std::move(multipart)};
}

}  // namespace

std::optional<UploadSession> Uploads::FindForPrepare(const jobs::UserId& user, const jobs::JobId& id,
                                                     const std::string& file_name, std::uint64_t size_bytes,
                                                     const Quota& quota) const {
  return context_.database.Read(
      [&](sqlite::Connection& db) { return CheckPrepare(db, GetJob(db, user, id), file_name, size_bytes, quota); });
}

Prepared Uploads::Prepare(const jobs::UserId& user, const jobs::JobId& id, const UploadSession& wanted,
                          const Quota& quota) {
  return Mutate(context_, jobs::Actor::User(user), [&](Change& change) {
    jobs::Job job = GetJob(change.db, user, id);
    if (auto session = CheckPrepare(change.db, job, wanted.file_name, wanted.size_bytes, quota)) {
      return Prepared{std::move(job), std::move(*session), false};
    }
    UploadSession session = MakeSession(change, job, wanted);
    return Prepared{Reread(change.db, job), std::move(session), true};
  });
}

std::optional<UploadSession> Uploads::Find(const jobs::UserId& user, const jobs::JobId& id) const {
  return context_.database.Read([&](sqlite::Connection& db) { return FindUpload(db, GetJob(db, user, id).id); });
}

void Uploads::RequireUploading(const jobs::UserId& user, const jobs::JobId& id) const {
  context_.database.Read([&](sqlite::Connection& db) {
    const jobs::Job job = GetJob(db, user, id);
    if (!HasMovedOn(FindUpload(db, id))) RefuseUnlessUploading(job, kUploadParts);
  });
}

jobs::Job Uploads::StartUploading(const jobs::UserId& user, const jobs::JobId& id) {
  return Mutate(context_, jobs::Actor::User(user), [&](Change& change) {
    jobs::Job job = GetJob(change.db, user, id);
    if (HasMovedOn(FindUpload(change.db, id))) return job;
    RefuseUnlessUploading(job, kUploadParts);
    Start(change, job);
    return Reread(change.db, job);
  });
}

jobs::Job Uploads::RecordPart(const jobs::UserId& user, const jobs::JobId& id, const base::UploadPart& part,
                              const std::optional<std::string>& upload_id) {
  return Mutate(context_, jobs::Actor::User(user), [&](Change& change) {
    jobs::Job job = GetJob(change.db, user, id);
    const auto session = FindUpload(change.db, id);
    if (session && upload_id) RefuseOtherUpload(job, *session, *upload_id, "report a part");
    if (session) CheckPart(*session, part);
    if (HasMovedOn(session)) return job;
    RefuseUnlessUploading(job, "report a part");
    Start(change, job);
    PutPart(change, job, part);
    return Reread(change.db, job);
  });
}

std::vector<base::UploadPart> Uploads::ListReported(const jobs::JobId& id) const {
  return context_.database.Read([&](sqlite::Connection& db) { return FindParts(db, id); });
}

jobs::Job Uploads::Complete(const jobs::UserId& user, const jobs::JobId& id, const std::string& upload_id) {
  return Mutate(context_, jobs::Actor::User(user), [&](Change& change) {
    jobs::Job job = GetJob(change.db, user, id);
    const auto session = FindUpload(change.db, id);
    if (session) RefuseOtherUpload(job, *session, upload_id, "complete the upload");
    if (HasMovedOn(session)) return job;
    RefuseUnlessUploading(job, "complete the upload");
    Start(change, job);
    FinishUpload(change, job, session.value());
    return Reread(change.db, job);
  });
}

Aborted Uploads::Abort(const jobs::UserId& user, const jobs::JobId& id, const std::string& reason) {
  return Mutate(context_, jobs::Actor::User(user), [&](Change& change) {
    constexpr auto kFailure = base::ErrorCode::kUploadAborted;
    jobs::Job job = GetJob(change.db, user, id);
    if (job.failure && job.failure->code == base::ToText(kFailure)) return Aborted{std::move(job), std::nullopt};
    RefuseUnlessUploading(job, "abort the upload");
    const std::string message = "The upload was aborted" + (reason.empty() ? "." : ": " + reason);
    return EndUpload(change, job, FindUpload(change.db, id).value(), LateObject::kGoes, kFailure, message);
  });
}

std::vector<UploadSession> Uploads::ListExpired(base::Timestamp now, int limit) const {
  return context_.database.Read([&](sqlite::Connection& db) {
    sqlite::Statement rows = db.Query("ListExpiredUploads", {{":now", now}, {":limit", limit}});
    std::vector<UploadSession> expired;
    while (rows.Next()) expired.push_back(UploadOfRow(rows));
    return expired;
  });
}

bool Uploads::MoveTo(const jobs::JobId& id, const std::string& from, const std::string& to) {
  return context_.database.Write([&](sqlite::Connection& db) {
    return db.Run("MoveUpload", {{":job_id", id}, {":from", from}, {":to", to}}) == 1;
  });
}

std::optional<Aborted> Uploads::Expire(const jobs::JobId& id, base::Timestamp now) {
  return Mutate(context_, jobs::Actor::System(), [&](Change& change) -> std::optional<Aborted> {
    std::optional<jobs::Job> job = FindJob(change.db, id);
    const auto session = FindUpload(change.db, id);
    // Whoever was faster completed it, aborted it or deleted the job.
    if (!job || !session || session->completed_at || session->expires_at > now) return std::nullopt;
    // These rows may be older than the store: of what is whole the sweeper knows whose it is.
    return EndUpload(change, *job, *session, LateObject::kStays, base::ErrorCode::kUploadExpired,
                     "The upload was not finished in time; start it again by choosing the file.");
  });
}

}  // namespace clipbox::store
