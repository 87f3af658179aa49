// Figures of the queue for /metrics and /system. Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>

#include "store/rows/context.h"

namespace clipbox::store {

struct QueueStats {
  std::int64_t waiting = 0;     // jobs that wait for a worker, backoff included; held ones are not waiting
  std::int64_t processing = 0;  // jobs on the bench
  std::chrono::milliseconds oldest_wait{0};
};

class Stats {
 public:
  explicit Stats(Context context) : context_(context) {}
  QueueStats Queue() const;

 private:
  Context context_;
};

}  // namespace clipbox::store
