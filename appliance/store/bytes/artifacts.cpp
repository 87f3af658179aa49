#include "store/bytes/artifacts.h"

#include "base/error.h"
#include "base/time_range.h"
#include "store/bytes/shares.h"
#include "store/rows/change.h"
#include "store/rows/job_row.h"

namespace clipbox::store {
namespace {

std::optional<jobs::Artifact> FindOfUser(sqlite::Connection& db, const jobs::UserId& user, const jobs::ArtifactId& id) {
  sqlite::Statement row = db.Query("FindArtifactOfUser", {{":id", id}, {":user_id", user}});
  if (!row.Next()) return std::nullopt;
  return ArtifactOfRow(row);
}

// One that is there already, and what a person called it.
struct Earlier {
  jobs::Artifact artifact;
  std::optional<std::string> given_label;
};

std::optional<Earlier> FindOfAKind(sqlite::Connection& db, const jobs::Job& job, const jobs::Artifact& like) {
  sqlite::Statement row = db.Query("FindArtifactOfAKind", {{":job_id", job.id},
                                                           {":type", ToText(like.type)},
                                                           {":label", like.label},
                                                           {":start", base::StartOf(like.range)},
                                                           {":end", base::EndOf(like.range)},
                                                           {":settings", like.settings}});
  if (!row.Next()) return std::nullopt;
  return Earlier{ArtifactOfRow(row), row.Get<std::optional<std::string>>("given_label")};
}

void Insert(Change& change, const jobs::Artifact& artifact, const std::optional<std::string>& given_label) {
  change.db.Run("AddArtifact", {{":id", artifact.id},
                                {":job_id", artifact.job_id},
                                {":type", ToText(artifact.type)},
                                {":label", artifact.label},
                                {":start", base::StartOf(artifact.range)},
                                {":end", base::EndOf(artifact.range)},
                                {":duration", artifact.duration_seconds},
                                {":width", artifact.width},
                                {":height", artifact.height},
                                {":size_bytes", artifact.size_bytes},
                                {":content_type", artifact.content_type},
                                {":sha256", artifact.sha256},
                                {":key", artifact.key},
                                {":method", ToText(artifact.method)},
                                {":reason", artifact.reason},
                                {":lost_sound", artifact.lost_sound},
                                {":settings", artifact.settings},
                                {":given_label", given_label},
                                {":now", artifact.created_at}});
  if (!artifact.receipt.empty())
    change.db.Run("AddReceipt", {{":artifact_id", artifact.id}, {":receipt", artifact.receipt}});
}

}  // namespace

Page<jobs::Artifact> Artifacts::List(const jobs::UserId& user, const jobs::JobId& job, const PageRequest& page) const {
  return context_.database.Read([&](sqlite::Connection& db) {
    sqlite::Statement rows = db.Query(
        "ListArtifacts",
        {{":job_id", job}, {":user_id", user}, {":after", page.cursor.value_or("")}, {":limit", page.limit + 1}});
    Page<jobs::Artifact> found;
    while (rows.Next()) found.items.push_back(ArtifactOfRow(rows));
    CutPage(found, page, [](const jobs::Artifact& artifact) { return artifact.id.value; });
    return found;
  });
}

std::optional<jobs::Artifact> Artifacts::Find(const jobs::UserId& user, const jobs::ArtifactId& id) const {
  return context_.database.Read([&](sqlite::Connection& db) { return FindOfUser(db, user, id); });
}

std::optional<std::string> Artifacts::FindReceipt(const jobs::UserId& user, const jobs::ArtifactId& id) const {
  return context_.database.Read([&](sqlite::Connection& db) -> std::optional<std::string> {
    sqlite::Statement row = db.Query("FindReceiptOfUser", {{":artifact_id", id}, {":user_id", user}});
    if (!row.Next()) return std::nullopt;
    return row.Get<std::string>("receipt");
  });
}

std::vector<jobs::Artifact> Artifacts::ListAll(const jobs::JobId& job) const {
  return context_.database.Read([&](sqlite::Connection& db) { return ListArtifacts(db, job); });
}

std::vector<jobs::Artifact> ListArtifacts(sqlite::Connection& db, const jobs::JobId& job) {
  sqlite::Statement rows = db.Query("ListArtifactsOfJob", {{":job_id", job}});
  std::vector<jobs::Artifact> all;
  while (rows.Next()) all.push_back(ArtifactOfRow(rows));
  return all;
}

jobs::Artifact Artifacts::Rename(const jobs::UserId& user, const jobs::ArtifactId& id,
                                 const std::optional<std::string>& label) {
  return Mutate(context_, jobs::Actor::User(user), [&](Change& change) {
    const auto before = FindOfUser(change.db, user, id);
    if (!before) throw base::Error(base::ErrorCode::kNotFound, "There is no artifact " + id.value + ".");
    if (change.db.Run("GiveLabel", {{":id", id}, {":given_label", label}}) == 0) return *before;
    const jobs::Artifact now = FindOfUser(change.db, user, id).value();
    change.ArtifactRenamed(GetJob(change.db, user, now.job_id), now);
    return now;
  });
}

PendingDelete Artifacts::Delete(const jobs::UserId& user, const jobs::ArtifactId& id) {
  return context_.database.Write([&](sqlite::Connection& db) {
    const auto artifact = FindOfUser(db, user, id);
    if (!artifact) throw base::Error(base::ErrorCode::kNotFound, "There is no artifact " + id.value + ".");
    db.Run("DeleteArtifact", {{":id", id}});
    return AddPendingDelete(db, context_.clock.Now(), artifact->key, "");
  });
}

bool PutArtifact(Change& change, const jobs::Job& job, jobs::Artifact artifact) {
  const auto earlier = FindOfAKind(change.db, job, artifact);
  if (earlier) {
    const jobs::Artifact& there = earlier->artifact;
    if (there.key == artifact.key && there.sha256 == artifact.sha256) return false;
    change.db.Run("DeleteArtifact", {{":id", there.id}});
    AddPendingDelete(change.db, change.now, there.key, "");
  }
  artifact.id = base::NewId<jobs::ArtifactId>(change.now);
  artifact.job_id = job.id;
  artifact.created_at = change.now;
  Insert(change, artifact, earlier ? earlier->given_label : std::nullopt);
  if (earlier) ReplaceShared(change.db, earlier->artifact.id, artifact.id);
  // Also where the row was replaced by one of the same key, or a deletion of this very key was still pending.
  change.db.Run("KeepObject", {{":key", artifact.key}});
  change.ArtifactWritten(job, artifact);
  return true;
}

}  // namespace clipbox::store
