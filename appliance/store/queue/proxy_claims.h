// The claim of a proxy's work and its end, inside the transactions of the queue. For this folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sqlite/connection.h"
#include "store/queue/queue.h"
#include "store/rows/change.h"

namespace clipbox::store {

struct ProxyRow {
  jobs::JobId job_id;
  std::string status;
  int attempts = 0;
  std::string claimed_by;   // empty unless it is running
  std::string claim_token;  // the same
  double fraction = 0;
  std::chrono::milliseconds ran{0};
  bool suspect = false;
  std::optional<jobs::Failure> failure;
};

// Requires: the statement stands on a row with all columns of proxy_tasks.
ProxyRow ProxyOfRow(const sqlite::Statement& row);

// Since when the one that waits longest does; nullopt where none is due.
std::optional<base::Timestamp> FindDueProxy(const Change& change);

enum class ProxyLine { kAll, kSuspects };

// The front of the line as a task; nullopt where none is due.
std::optional<ClaimedTask> ClaimProxy(const Change& change, ProxyLine line, const std::string& boot_id,
                                      const std::string& worker);

// The fence: the row, as long as the claim is the current one.
std::optional<ProxyRow> FindClaimedProxy(sqlite::Connection& db, const Claim& claim);

// The timeline tells of it. Requires: it is running.
void FailProxy(Change& change, const jobs::JobId& id, base::ErrorCode failure, const std::string& message);

struct ProxyPlace {
  std::optional<base::Timestamp> queue_at{};  // nothing: where it stood
  bool gives_attempt_back = false;
  bool suspect = false;  // to be run alone
};

// Running → waiting. Requires: it is running.
void ReturnProxy(const Change& change, const jobs::JobId& id, const ProxyPlace& place);

std::vector<ProxyRow> ListProxiesAtWork(sqlite::Connection& db);

}  // namespace clipbox::store
