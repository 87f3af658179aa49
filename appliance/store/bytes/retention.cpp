#include "store/bytes/retention.h"

#include <algorithm>

#include "store/bytes/upload_row.h"
#include "store/rows/change.h"
#include "store/rows/job_row.h"
#include "store/rows/moves.h"

namespace clipbox::store {
namespace {

using jobs::Status;

std::vector<jobs::JobId> ReadIds(sqlite::Statement rows) {
  std::vector<jobs::JobId> ids;
  while (rows.Next()) {
    auto id = rows.Get<jobs::JobId>("job_id");
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
  }
  return ids;
}

bool IsHeld(sqlite::Connection& db, const jobs::JobId& id) {
  sqlite::Statement row = db.Query("FindQueueState", {{":id", id}});
  return row.Next() && row.Get<bool>("held");
}

// Nobody waits for work on it.
bool IsAtRest(sqlite::Connection& db, const jobs::Job& job) {
  return job.status == Status::kReady || job.status == Status::kFailed || IsHeld(db, job.id);
}

// The one that is made of the source goes with it, and the work on it.
std::vector<PendingDelete> LetGoOfProxy(Change& change, const jobs::Job& job) {
  change.db.Run("DropProxyTask", {{":job_id", job.id}});
  std::vector<std::string> keys;
  {
    sqlite::Statement rows = change.db.Query("DropProxyArtifacts", {{":job_id", job.id}});
    while (rows.Next()) keys.push_back(rows.Get<std::string>("key"));
  }
  std::vector<PendingDelete> pending;
  for (const std::string& key : keys) pending.push_back(AddPendingDelete(change.db, change.now, key, ""));
  return pending;
}

// Within a mutation. Its bytes are set aside and stay.
std::vector<PendingDelete> LetGoOfDamagedSource(Change& change, jobs::Job& job) {
  if (job.status == Status::kUploaded || job.status == Status::kProcessing) {
    FailJob(change, job, base::ErrorCode::kSourceDamaged,
            "The file was damaged on the server's disk; start over and upload it again.");
  }
  change.db.Run("DropSource", {{":id", job.id}, {":now", change.now}});
  change.db.Run("EndUpload", {{":job_id", job.id}});
  const std::uint64_t size_bytes = job.source ? job.source->size_bytes : 0;
  change.Tell(job, "source_damaged", {{"sizeBytes", size_bytes}});
  change.Touched(job);
  return LetGoOfProxy(change, job);
}

void LetGoOfDamagedArtifacts(Change& change, const std::string& key) {
  std::vector<jobs::Artifact> artifacts;
  {
    sqlite::Statement rows = change.db.Query("ListArtifactsOfKey", {{":key", key}});
    while (rows.Next()) artifacts.push_back(ArtifactOfRow(rows));
  }
  for (const jobs::Artifact& artifact : artifacts) {
    change.db.Run("DeleteArtifact", {{":id", artifact.id}});
    const jobs::Job job = FindJob(change.db, artifact.job_id).value();
    change.Tell(job, "artifact_damaged", {{"type", ToText(artifact.type)}, {"label", artifact.label}});
    change.Touched(job);
  }
}

// Within a mutation. The session goes too: a new upload of the job is a new one.
std::vector<PendingDelete> LetGoOfSource(Change& change, jobs::Job& job, const UploadSession& session) {
  if (job.status == Status::kUploaded) {
    FailJob(change, job, base::ErrorCode::kUploadExpired,
            "The file waited for its owner longer than files are kept (retention.source_days); start over "
            "and upload it again.");
  }
  change.db.Run("DropSource", {{":id", job.id}, {":now", change.now}});
  change.db.Run("EndUpload", {{":job_id", job.id}});
  change.Tell(job, "source_expired", {{"sizeBytes", session.size_bytes}});
  change.Touched(job);
  std::vector<PendingDelete> pending = LetGoOfProxy(change, job);
  pending.push_back(AddPendingDelete(change.db, change.now, session.key, ""));
  return pending;
}

}  // namespace

std::vector<jobs::JobId> Retention::ListOldSources(base::Timestamp before, int limit) const {
  return context_.database.Read([&](sqlite::Connection& db) {
    return ReadIds(db.Query("ListOldSources", {{":before", before}, {":limit", limit}}));
  });
}

std::vector<PendingDelete> Retention::DropSource(const jobs::JobId& id, base::Timestamp before) {
  return Mutate(context_, jobs::Actor::System(), [&](Change& change) -> std::vector<PendingDelete> {
    std::optional<jobs::Job> job = FindJob(change.db, id);
    const auto session = FindUpload(change.db, id);
    if (!job || !session || !session->completed_at || *session->completed_at > before || !IsAtRest(change.db, *job))
      return {};
    return LetGoOfSource(change, *job, *session);
  });
}

std::vector<jobs::JobId> Retention::ListOldArtifacts(base::Timestamp before, int limit) const {
  return context_.database.Read([&](sqlite::Connection& db) {
    return ReadIds(db.Query("ListJobsWithOldArtifacts", {{":before", before}, {":limit", limit}}));
  });
}

std::vector<PendingDelete> Retention::DropArtifacts(const jobs::JobId& id, base::Timestamp before) {
  return Mutate(context_, jobs::Actor::System(), [&](Change& change) {
    std::vector<std::string> keys;
    const std::optional<jobs::Job> job = FindJob(change.db, id);
    if (job && IsAtRest(change.db, *job)) {
      sqlite::Statement rows = change.db.Query("DropOldArtifacts", {{":job_id", id}, {":before", before}});
      while (rows.Next()) keys.push_back(rows.Get<std::string>("key"));
    }
    std::vector<PendingDelete> pending;
    for (const std::string& key : keys) pending.push_back(AddPendingDelete(change.db, change.now, key, ""));
    if (!keys.empty()) {
      change.Tell(*job, "artifacts_expired", {{"artifacts", keys.size()}});
      change.Touched(*job);
    }
    return pending;
  });
}

std::vector<PendingDelete> Retention::DropDamaged(const std::string& key) {
  return Mutate(context_, jobs::Actor::System(), [&](Change& change) {
    LetGoOfDamagedArtifacts(change, key);
    std::vector<PendingDelete> pending;
    for (const jobs::JobId& id : ReadIds(change.db.Query("ListJobsOfSource", {{":key", key}}))) {
      jobs::Job job = FindJob(change.db, id).value();
      const auto of_job = LetGoOfDamagedSource(change, job);
      pending.insert(pending.end(), of_job.begin(), of_job.end());
    }
    return pending;
  });
}

}  // namespace clipbox::store
