#include "store/queue_row.h"

#include "store/job_row.h"

namespace clipbox::store {

ClaimState ReadClaimState(sqlite::Connection& db, const jobs::JobId& id) {
  sqlite::Statement row = db.Query("FindClaimState", {{":id", id}});
  row.Next();
  return {row.Get<std::string>("claim_token"), row.Get<bool>("hold")};
}

std::optional<jobs::Job> FindClaimed(sqlite::Connection& db, const Claim& claim) {
  sqlite::Statement row = db.Query("FindClaimed", {{":id", claim.job_id}, {":token", claim.token}});
  if (!row.Next()) return std::nullopt;
  return JobOfRow(row);
}

}  // namespace clipbox::store
