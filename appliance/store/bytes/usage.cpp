#include "store/bytes/usage.h"

#include <algorithm>

#include "store/rows/job_row.h"

namespace clipbox::store {
namespace {

// Adds up all jobs, and gives the bytes of each.
std::vector<JobBytes> AddJobs(sqlite::Statement rows, UserUsage& usage) {
  std::vector<JobBytes> jobs;
  while (rows.Next()) {
    const auto source = rows.Get<std::optional<std::uint64_t>>("source_bytes");
    const auto artifacts = rows.Get<std::uint64_t>("artifact_bytes");
    ++usage.jobs;
    usage.sources += source ? 1 : 0;
    usage.source_bytes += source.value_or(0);
    usage.artifacts += rows.Get<std::int64_t>("artifacts");
    usage.artifact_bytes += artifacts;
    jobs.push_back({rows.Get<jobs::JobId>("id"), "", source.value_or(0) + artifacts});
  }
  return jobs;
}

void KeepLargest(std::vector<JobBytes>& jobs, std::size_t most) {
  std::erase_if(jobs, [](const JobBytes& job) { return job.bytes == 0; });
  const auto end = jobs.begin() + static_cast<std::ptrdiff_t>(std::min(most, jobs.size()));
  std::partial_sort(jobs.begin(), end, jobs.end(), [](const JobBytes& a, const JobBytes& b) {
    return a.bytes != b.bytes ? a.bytes > b.bytes : a.id > b.id;
  });
  jobs.erase(end, jobs.end());
}

}  // namespace

UserUsage Usage::Read(const jobs::UserId& user, std::size_t most_largest) const {
  return context_.database.Read([&](sqlite::Connection& db) {
    UserUsage usage;
    usage.largest = AddJobs(db.Query("ListJobBytes", {{":user_id", user}}), usage);
    KeepLargest(usage.largest, most_largest);
    for (JobBytes& each : usage.largest) each.title = FindJob(db, each.id).value().title;
    sqlite::Statement queued = db.Query("CountQueuedJobs", {{":user_id", user}});
    queued.Next();
    usage.queued_jobs = queued.Get<std::int64_t>("jobs");
    return usage;
  });
}

}  // namespace clipbox::store
