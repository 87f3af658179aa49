// Ends the process when work that cannot be interrupted (a codec gone astray in a hostile file) shows no progress for too long. The
// server has better means (it drains first); a command has nothing to lose. Progress may be told from any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <thread>

#include "base/mutex.h"

namespace clipbox::cli {

class StallGuard {
 public:
  // After `patience` without progress: a sentence on standard error and exit code 1.
  explicit StallGuard(std::chrono::seconds patience);

  void Progress() EXCLUDES(mutex_);

 private:
  void Watch(std::stop_token stop, std::chrono::seconds patience);

  base::Mutex mutex_;
  std::condition_variable_any changed_;
  std::uint64_t steps_ GUARDED_BY(mutex_) = 0;
  std::jthread watcher_;  // last: it uses all of the above
};

}  // namespace clipbox::cli
