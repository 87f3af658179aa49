#include "store/queue/claimed_job.h"

#include "store/rows/job_row.h"

namespace clipbox::store {

ClaimedJob ClaimedJobOfRow(const sqlite::Statement& row) {
  ClaimedJob claimed{JobOfRow(row), row.Get<std::string>("claim_token"), false};
  claimed.hold = !claimed.job.auto_process && !row.Get<bool>("process_requested");
  return claimed;
}

std::optional<ClaimedJob> FindClaimed(sqlite::Connection& db, const Claim& claim) {
  sqlite::Statement row = db.Query("FindClaimed", {{":id", claim.job_id}, {":token", claim.token}});
  if (!row.Next()) return std::nullopt;
  return ClaimedJobOfRow(row);
}

}  // namespace clipbox::store
