#include "store/bytes/quota.h"

#include <string>

#include "base/error.h"

namespace clipbox::store {
namespace {

constexpr std::int64_t kRetrySeconds = 60;

template <class Value>
Value Figure(sqlite::Statement row, const char* column) {
  row.Next();
  return row.Get<Value>(column);
}

void CheckBytes(std::uint64_t used, std::uint64_t limit, std::uint64_t more_bytes, const std::string& setting,
                const std::string& whose) {
  if (used <= limit && more_bytes <= limit - used) return;
  throw base::Error(base::ErrorCode::kInsufficientStorage,
                    "This file has " + std::to_string(more_bytes) + " bytes; " + whose + " " + std::to_string(used) +
                        " of " + std::to_string(limit) + " bytes (" + setting +
                        "). Delete jobs that are no longer needed, or ask the administrator for more room.",
                    {.setting = setting});
}

}  // namespace

void CheckQuota(sqlite::Connection& db, const Quota& quota, const jobs::UserId& user, std::uint64_t more_bytes) {
  if (quota.queued_jobs) {
    const int queued = Figure<int>(db.Query("CountQueuedJobs", {{":user_id", user}}), "jobs");
    if (queued >= *quota.queued_jobs) {
      throw base::Error(
          base::ErrorCode::kRateLimited,
          "You have " + std::to_string(queued) + " jobs under way, and " + std::to_string(*quota.queued_jobs) +
              " at once are taken (limits.queued_jobs). Upload this one when another is done, or stop one.",
          {.setting = "limits.queued_jobs", .retry_after_seconds = kRetrySeconds});
    }
  }
  if (quota.user_bytes) {
    CheckBytes(Figure<std::uint64_t>(db.Query("ReadUserBytes", {{":user_id", user}}), "bytes"), *quota.user_bytes,
               more_bytes, "limits.user_bytes", "your jobs hold");
  }
  if (quota.total_bytes) {
    CheckBytes(Figure<std::uint64_t>(db.Query("ReadTotalBytes"), "bytes"), *quota.total_bytes, more_bytes,
               "limits.total_bytes", "all jobs of this server hold");
  }
}

}  // namespace clipbox::store
