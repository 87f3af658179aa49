#include "store/bytes/shares.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/log.h"
#include "store/bytes/artifacts.h"
#include "store/rows/job_row.h"

namespace clipbox::store {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::chrono::seconds kMinBetweenWrites{1};

std::vector<jobs::ArtifactId> SharedArtifacts(sqlite::Connection& db, const jobs::ShareId& id) {
  std::vector<jobs::ArtifactId> ids;
  sqlite::Statement rows = db.Query("ListSharedArtifacts", {{":share_id", id}});
  while (rows.Next()) ids.push_back(rows.Get<jobs::ArtifactId>("artifact_id"));
  return ids;
}

// Without its artifacts, which are rows of another statement.
Share ShareOfRow(const sqlite::Statement& row) {
  Share share;
  share.id = row.Get<jobs::ShareId>("id");
  share.job_id = row.Get<jobs::JobId>("job_id");
  share.token = row.Get<std::string>("token");
  share.title = row.Get<std::optional<std::string>>("title");
  share.expires_at = row.Get<std::optional<base::Timestamp>>("expires_at");
  share.password_hash = row.Get<std::optional<std::string>>("password_hash");
  share.views = row.Get<std::uint64_t>("views");
  share.created_at = row.Get<base::Timestamp>("created_at");
  return share;
}

Share GetShare(sqlite::Connection& db, const jobs::UserId& user, const jobs::ShareId& id) {
  std::optional<Share> share;
  {
    sqlite::Statement row = db.Query("FindShareOfUser", {{":id", id}, {":user_id", user}});
    if (row.Next()) share = ShareOfRow(row);
  }
  if (!share) throw Error(ErrorCode::kNotFound, "There is no such share of yours.");
  share->artifact_ids = SharedArtifacts(db, id);
  return *std::move(share);
}

void CheckAreOfJob(sqlite::Connection& db, const jobs::JobId& job, const std::vector<jobs::ArtifactId>& ids) {
  std::set<std::string> known;
  for (const jobs::Artifact& artifact : ListArtifacts(db, job)) known.insert(artifact.id.value);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (known.contains(ids[i].value)) continue;
    throw Error(ErrorCode::kInvalidField, "This job has no such artifact: take the ids of its list.",
                {.pointer = "/artifactIds/" + std::to_string(i)});
  }
}

// Each once, where it is named first.
void PutArtifacts(sqlite::Connection& db, const jobs::ShareId& id, const std::vector<jobs::ArtifactId>& ids) {
  db.Run("ForgetSharedArtifacts", {{":share_id", id}});
  std::set<std::string> there;
  int position = 0;
  for (const jobs::ArtifactId& artifact : ids) {
    if (!there.insert(artifact.value).second) continue;
    db.Run("AddSharedArtifact", {{":share_id", id}, {":position", position++}, {":artifact_id", artifact}});
  }
}

void RefuseOneMoreShare(sqlite::Connection& db, const jobs::JobId& job) {
  sqlite::Statement row = db.Query("CountShares", {{":job_id", job}});
  row.Next();
  if (row.Get<int>("shares") < kMaxShares) return;
  throw Error(ErrorCode::kTooMany, "This job is shared by " + std::to_string(kMaxShares) +
                                       " links, and more are not kept: withdraw one, or change one.");
}

}  // namespace

Shares::~Shares() {
  try {
    WriteViews();
  } catch (const std::exception& error) {
    base::LogWarning("shares.views", {{"error", base::Explain(error)}});
  }
}

Share Shares::Create(const jobs::UserId& user, const jobs::JobId& job, const NewShare& share) {
  return context_.database.Write([&](sqlite::Connection& db) {
    GetJob(db, user, job);
    CheckAreOfJob(db, job, share.artifact_ids);
    RefuseOneMoreShare(db, job);
    const base::Timestamp now = context_.clock.Now();
    const auto id = base::NewId<jobs::ShareId>(now);
    db.Run("AddShare", {{":id", id},
                        {":job_id", job},
                        {":token", share.token},
                        {":title", share.title},
                        {":expires_at", share.expires_at},
                        {":password_hash", share.password_hash},
                        {":now", now}});
    PutArtifacts(db, id, share.artifact_ids);
    return GetShare(db, user, id);
  });
}

Page<Share> Shares::List(const jobs::UserId& user, const jobs::JobId& job, const PageRequest& page) {
  WriteViews();
  return context_.database.Read([&](sqlite::Connection& db) {
    Page<Share> found;
    {
      sqlite::Statement rows = db.Query(
          "ListShares",
          {{":job_id", job}, {":user_id", user}, {":after", page.cursor.value_or("")}, {":limit", page.limit + 1}});
      while (rows.Next()) found.items.push_back(ShareOfRow(rows));
    }
    CutPage(found, page, [](const Share& share) { return share.id.value; });
    for (Share& share : found.items) share.artifact_ids = SharedArtifacts(db, share.id);
    return found;
  });
}

Share Shares::Get(const jobs::UserId& user, const jobs::ShareId& id) {
  WriteViews();
  return context_.database.Read([&](sqlite::Connection& db) { return GetShare(db, user, id); });
}

Share Shares::Change(const jobs::UserId& user, const jobs::ShareId& id, const SharePatch& patch) {
  WriteViews();
  return context_.database.Write([&](sqlite::Connection& db) {
    const Share share = GetShare(db, user, id);
    if (patch.artifact_ids) {
      CheckAreOfJob(db, share.job_id, *patch.artifact_ids);
      PutArtifacts(db, id, *patch.artifact_ids);
    }
    db.Run("UpdateShare", {{":id", id},
                           {":title", patch.title.value_or(share.title)},
                           {":expires_at", patch.expires_at.value_or(share.expires_at)},
                           {":password_hash", patch.password_hash.value_or(share.password_hash)}});
    return GetShare(db, user, id);
  });
}

void Shares::Withdraw(const jobs::UserId& user, const jobs::ShareId& id) {
  context_.database.Write([&](sqlite::Connection& db) {
    GetShare(db, user, id);
    db.Run("DeleteShare", {{":id", id}});
  });
}

std::optional<SharedJob> Shares::FindByToken(const std::string& token) const {
  return context_.database.Read([&](sqlite::Connection& db) -> std::optional<SharedJob> {
    SharedJob found;
    {
      sqlite::Statement row = db.Query("FindShareByToken", {{":token", token}});
      if (!row.Next()) return std::nullopt;
      found.share = ShareOfRow(row);
    }
    found.share.artifact_ids = SharedArtifacts(db, found.share.id);
    found.job = FindJob(db, found.share.job_id).value();
    found.artifacts = ListArtifacts(db, found.share.job_id);
    return found;
  });
}

void Shares::CountView(const jobs::ShareId& id) {
  const base::Monotonic now = context_.clock.MonotonicNow();
  {
    const base::MutexLock lock(mutex_);
    ++waiting_views_[id];
    if (views_written_at_ && now - *views_written_at_ < kMinBetweenWrites) return;
    views_written_at_ = now;
  }
  WriteViews();
}

void Shares::WriteViews() {
  std::map<jobs::ShareId, std::uint64_t> views;
  {
    const base::MutexLock lock(mutex_);
    views.swap(waiting_views_);
  }
  if (views.empty()) return;
  context_.database.Write([&](sqlite::Connection& db) {
    for (const auto& [id, count] : views) db.Run("AddViews", {{":id", id}, {":views", count}});
  });
}

void ReplaceShared(sqlite::Connection& db, const jobs::ArtifactId& old, const jobs::ArtifactId& by) {
  db.Run("ReplaceSharedArtifact", {{":artifact_id", old}, {":by", by}});
}

}  // namespace clipbox::store
