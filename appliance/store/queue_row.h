// What the parts of the queue read of a claim. For this folder.
#pragma once

#include <optional>
#include <string>

#include "jobs/job.h"
#include "sqlite/connection.h"
#include "store/queue.h"

namespace clipbox::store {

struct ClaimState {
  std::string token;
  bool hold = false;  // after its analysis the job waits for /process
};

// Requires: the job is PROCESSING.
ClaimState ReadClaimState(sqlite::Connection& db, const jobs::JobId& id);

// The fence: the job, as long as the claim is the current one.
std::optional<jobs::Job> FindClaimed(sqlite::Connection& db, const Claim& claim);

}  // namespace clipbox::store
