// Ends the process when work that cannot be interrupted (a codec gone astray in a hostile file) shows no progress for too long or is
// not over when it should be. The server has better means (it drains first); a command has nothing to lose. Any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <thread>

#include "base/mutex.h"

namespace clipbox::cli {

class TimeGuard {
 public:
  using Clock = std::chrono::steady_clock;

  // After `patience` without progress, or at `end`: a sentence on standard error and exit code 1.
  TimeGuard(std::chrono::seconds patience, Clock::time_point end);

  void Progress() EXCLUDES(mutex_);
  void MoveEnd(Clock::time_point end) EXCLUDES(mutex_);

 private:
  void Watch(std::stop_token stop) EXCLUDES(mutex_);

  const std::chrono::seconds patience_;
  base::Mutex mutex_;
  std::condition_variable_any changed_;
  Clock::time_point end_ GUARDED_BY(mutex_);
  Clock::time_point last_progress_ GUARDED_BY(mutex_);
  std::jthread watcher_;  // last: it uses all of the above
};

}  // namespace clipbox::cli
