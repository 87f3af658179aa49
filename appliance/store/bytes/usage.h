// What one person's jobs take of the room that limits.* gives, for the person who asks. The sums are those that a new
// upload is held to (store/bytes/quota.h). Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jobs/ids.h"
#include "store/rows/context.h"

namespace clipbox::store {

struct JobBytes {
  jobs::JobId id;
  std::string title;
  std::uint64_t bytes = 0;  // of its source and its artifacts
};

struct UserUsage {
  std::uint64_t source_bytes = 0;  // open uploads with the whole size of their file
  std::uint64_t artifact_bytes = 0;
  std::int64_t jobs = 0;
  std::int64_t sources = 0;  // open uploads too
  std::int64_t artifacts = 0;
  std::int64_t queued_jobs = 0;   // from the open upload to the end of the work
  std::vector<JobBytes> largest;  // largest first; none without bytes

  std::uint64_t used_bytes() const { return source_bytes + artifact_bytes; }
};

class Usage {
 public:
  explicit Usage(Context context) : context_(context) {}

  UserUsage Read(const jobs::UserId& user, std::size_t most_largest = 10) const;

 private:
  Context context_;
};

}  // namespace clipbox::store
