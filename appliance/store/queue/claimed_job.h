// What the parts of the queue read of a claimed job. For this folder.
#pragma once

#include <optional>
#include <string>

#include "jobs/job.h"
#include "sqlite/connection.h"
#include "store/queue/queue.h"

namespace clipbox::store {

struct ClaimedJob {
  jobs::Job job;
  std::string token;
  bool hold = false;  // after its analysis the job waits for /process
};

// Requires: the statement stands on a row with all columns of video_jobs, of a job that is PROCESSING.
ClaimedJob ClaimedJobOfRow(const sqlite::Statement& row);

// The fence: the job, as long as the claim is the current one.
std::optional<ClaimedJob> FindClaimed(sqlite::Connection& db, const Claim& claim);

}  // namespace clipbox::store
