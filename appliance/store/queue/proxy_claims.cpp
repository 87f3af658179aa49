#include "store/queue/proxy_claims.h"

#include "base/id.h"
#include "store/rows/job_row.h"

namespace clipbox::store {
namespace {

std::optional<jobs::Failure> FailureOfRow(const sqlite::Statement& row) {
  const auto code = row.Get<std::optional<std::string>>("failure_code");
  if (!code) return std::nullopt;
  return jobs::Failure{*code, row.Get<std::string>("failure_message"), row.Get<base::Timestamp>("failure_at")};
}

}  // namespace

ProxyRow ProxyOfRow(const sqlite::Statement& row) {
  return {.job_id = row.Get<jobs::JobId>("job_id"),
          .status = row.Get<std::string>("status"),
          .attempts = row.Get<int>("attempts"),
          .claimed_by = row.Get<std::optional<std::string>>("claimed_by").value_or(""),
          .claim_token = row.Get<std::optional<std::string>>("claim_token").value_or(""),
          .fraction = row.Get<double>("fraction"),
          .ran = std::chrono::milliseconds(row.Get<std::int64_t>("ran_ms")),
          .suspect = row.Get<bool>("suspect"),
          .failure = FailureOfRow(row)};
}

std::optional<base::Timestamp> FindDueProxy(const Change& change) {
  sqlite::Statement row = change.db.Query("FindDueProxy", {{":now", change.now}});
  if (!row.Next()) return std::nullopt;
  return row.Get<base::Timestamp>("queue_at");
}

std::optional<ClaimedTask> ClaimProxy(const Change& change, ProxyLine line, const std::string& boot_id,
                                      const std::string& worker) {
  std::optional<ProxyRow> claimed;
  {
    sqlite::Statement row = change.db.Query(line == ProxyLine::kSuspects ? "ClaimSuspectProxy" : "ClaimProxy",
                                            {{":claimed_by", boot_id + "/" + worker},
                                             {":token", base::RandomHex(16)},
                                             {":now", change.now},
                                             {":mono_ms", change.mono_ms}});
    if (!row.Next()) return std::nullopt;
    claimed = ProxyOfRow(row);
  }
  ClaimedTask task;
  task.claim = {claimed->job_id, claimed->claim_token, worker, true};
  task.kind = TaskKind::kProxy;
  task.payload_json = "{}";
  task.job = FindJob(change.db, claimed->job_id).value();
  task.attempts = claimed->attempts;
  return task;
}

std::optional<ProxyRow> FindClaimedProxy(sqlite::Connection& db, const Claim& claim) {
  sqlite::Statement row = db.Query("FindClaimedProxy", {{":job_id", claim.job_id}, {":token", claim.token}});
  if (!row.Next()) return std::nullopt;
  return ProxyOfRow(row);
}

void FailProxy(Change& change, const jobs::JobId& id, base::ErrorCode failure, const std::string& message) {
  const std::string code(base::ToText(failure));
  change.db.Run("FailProxy", {{":job_id", id}, {":code", code}, {":message", message}, {":now", change.now}});
  change.Tell(FindJob(change.db, id).value(), "proxy_failed", {{"code", code}});
  change.Count("clipbox_proxy_failures_total", "code", code);
}

void ReturnProxy(const Change& change, const jobs::JobId& id, const ProxyPlace& place) {
  change.db.Run("ReturnProxy", {{":job_id", id},
                                {":queue_at", place.queue_at},
                                {":returned", place.gives_attempt_back},
                                {":suspect", place.suspect}});
}

std::vector<ProxyRow> ListProxiesAtWork(sqlite::Connection& db) {
  sqlite::Statement rows = db.Query("ListProxiesAtWork");
  std::vector<ProxyRow> all;
  while (rows.Next()) all.push_back(ProxyOfRow(rows));
  return all;
}

}  // namespace clipbox::store
