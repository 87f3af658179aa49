// Notes how the server is doing, once a minute: what the counters of /metrics have gained, the processor's time, memory
// and the queue. A chore of the housekeeper; one thread.
#pragma once

#include <chrono>

#include "store/store.h"

namespace clipbox::work {

class HistoryKeeper {
 public:
  // What happens from now on is noted. The store outlives this.
  explicit HistoryKeeper(store::Store& store);

  void Look();

 private:
  // Since the process began.
  struct Totals {
    std::int64_t jobs_created = 0;
    std::int64_t jobs_ready = 0;
    std::int64_t jobs_failed = 0;
    std::chrono::milliseconds cpu{0};
    std::int64_t source_bytes_read = 0;
    std::int64_t artifact_bytes = 0;
    std::int64_t received_bytes = 0;
    std::int64_t sent_bytes = 0;
  };

  static Totals Read();

  store::Store& store_;
  Totals seen_;
};

}  // namespace clipbox::work
