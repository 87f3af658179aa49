// What an administrator is told of all jobs, whoever owns them: the queue's figures and its line, and what failed last.
// For /metrics and /system. Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "jobs/job.h"
#include "store/rows/context.h"
#include "store/rows/page.h"

namespace clipbox::store {

struct QueueStats {
  std::int64_t waiting = 0;     // jobs that wait for a worker, backoff included; held ones are not waiting
  std::int64_t processing = 0;  // jobs on the bench
  std::chrono::milliseconds oldest_wait{0};
};

// Somebody's job in the line.
struct QueuedJob {
  jobs::JobId id;
  std::string title;
  std::string owner;               // user name
  base::Timestamp since{};         // at work: of the attempt; waiting: in the line, or until when it is put off
  std::optional<double> fraction;  // of one at work
  bool at_work = false;
};

struct FailedJob {
  jobs::JobId id;
  std::string title;
  std::string owner;
  jobs::Failure failure;
};

class Stats {
 public:
  explicit Stats(Context context) : context_(context) {}

  QueueStats Queue() const;
  // Those at work, then the first `most_waiting` of those that wait, in their order.
  std::vector<QueuedJob> ListQueue(int most_waiting) const;
  // Newest first; what a person stopped is no failure. Throws: Error kInvalidField for a cursor of another list.
  Page<FailedJob> ListFailures(const PageRequest& page) const;

 private:
  Context context_;
};

}  // namespace clipbox::store
