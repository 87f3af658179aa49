// What a user, and all users together, may have stored and under way (limits.*). Checked when an upload is prepared,
// inside its transaction. For this folder, but for the values, which http hands in.
#pragma once

#include <cstdint>
#include <optional>

#include "jobs/ids.h"
#include "sqlite/connection.h"

namespace clipbox::store {

struct Quota {
  std::optional<std::uint64_t> user_bytes;   // limits.user_bytes: sources, open uploads and artifacts of one user
  std::optional<std::uint64_t> total_bytes;  // limits.total_bytes: of all users
  std::optional<int> queued_jobs;  // limits.queued_jobs: of one user, from the open upload to the end of the work
};

// Throws: Error kInsufficientStorage if `more_bytes` would pass a limit, kRateLimited if too many jobs are under way.
// Each names the limit, what is used and what to do.
void CheckQuota(sqlite::Connection& db, const Quota& quota, const jobs::UserId& user, std::uint64_t more_bytes);

}  // namespace clipbox::store
