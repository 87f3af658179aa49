#include "store/queue/proxies.h"

#include <algorithm>

#include "base/error.h"
#include "store/bytes/artifacts.h"
#include "store/queue/proxy_claims.h"
#include "store/rows/change.h"
#include "store/rows/job_row.h"

namespace clipbox::store {
namespace {

ProxyState StateOf(const ProxyRow& row) {
  ProxyState state{.fraction = row.fraction, .artifact = {}, .failure = row.failure};
  if (row.status == "running") state.status = ProxyStatus::kRunning;
  if (row.failure) state.status = ProxyStatus::kFailed;
  return state;
}

std::optional<ProxyState> FindState(sqlite::Connection& db, const jobs::JobId& id) {
  {
    sqlite::Statement made = db.Query("FindProxyArtifact", {{":job_id", id}});
    if (made.Next())
      return ProxyState{.status = ProxyStatus::kDone, .fraction = 1, .artifact = ArtifactOfRow(made), .failure = {}};
  }
  sqlite::Statement task = db.Query("FindProxyTask", {{":job_id", id}});
  return task.Next() ? std::optional(StateOf(ProxyOfRow(task))) : std::nullopt;
}

}  // namespace

std::optional<ProxyState> Proxies::Find(const jobs::UserId& user, const jobs::JobId& id) const {
  return context_.database.Read([&](sqlite::Connection& db) {
    GetJob(db, user, id);
    return FindState(db, id);
  });
}

ProxyState Proxies::Ask(const jobs::UserId& user, const jobs::JobId& id, bool again) {
  return Mutate(context_, jobs::Actor::User(user), [&](Change& change) {
    const jobs::Job job = GetJob(change.db, user, id);
    if (!job.source_key) {
      throw base::Error(base::ErrorCode::kSourceMissing, "There is no file to make a preview of: upload it first.");
    }
    const auto there = FindState(change.db, id);
    if (there && !(again && there->status == ProxyStatus::kFailed)) return *there;
    change.db.Run("AskForProxy", {{":job_id", id}, {":now", change.now}});
    return FindState(change.db, id).value();
  });
}

bool Proxies::SaveProgress(const Claim& claim, double fraction) {
  return Mutate(context_, jobs::Actor::Worker(claim.worker), [&](Change& change) {
    return change.db.Run("SaveProxyProgress", {{":job_id", claim.job_id},
                                               {":token", claim.token},
                                               {":fraction", std::clamp(fraction, 0.0, 1.0)},
                                               {":mono_ms", change.mono_ms}}) == 1;
  });
}

bool Proxies::Finish(const Claim& claim, const jobs::Artifact& artifact) {
  return Mutate(context_, jobs::Actor::Worker(claim.worker), [&](Change& change) {
    if (!FindClaimedProxy(change.db, claim)) return false;
    change.db.Run("DropProxyTask", {{":job_id", claim.job_id}});
    PutArtifact(change, FindJob(change.db, claim.job_id).value(), artifact);
    return true;
  });
}

}  // namespace clipbox::store
