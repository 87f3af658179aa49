// Ends the process when work that cannot be interrupted goes astray, such as a codec in a hostile file. That is so when
// it shows no progress for too long, is not over in time, or does not stop when told to. The server has better means
// (it drains first); a command has nothing to lose but what it can do in its last act. Any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include "base/mutex.h"
#include "cli/local/work_clock.h"

namespace clipbox::cli {

class TimeGuard {
 public:
  // What remains to be done where the work hangs, on the guard's thread; `why` is a sentence. Gives the exit code.
  using LastAct = std::function<int(const std::string& why)>;

  struct Limits {
    std::chrono::seconds patience;  // without progress, in working time; 55 s on the wall, however busy the machine
    base::Monotonic end;            // in working time
    std::stop_token stop = {};      // after which the work has 5 s
    std::chrono::nanoseconds most_watched = std::chrono::hours(24 * 365);  // on the wall, since the clock began
  };

  // Past a limit: the last act, a sentence on standard error, the end. Without a last act the exit code is 1. `clock`
  // outlives this.
  TimeGuard(WorkClock& clock, Limits limits, LastAct last_act = {});

  void Progress() EXCLUDES(mutex_);
  void MoveEnd(base::Monotonic end) EXCLUDES(mutex_);

 private:
  void Watch(std::stop_token stop) EXCLUDES(mutex_);
  // What is wrong; null: nothing.
  const char* Judge(const WorkClock::Time& now) REQUIRES(mutex_);

  WorkClock& clock_;
  const LastAct last_act_;
  base::Mutex mutex_;
  std::condition_variable_any changed_;
  Limits limits_ GUARDED_BY(mutex_);
  WorkClock::Time last_progress_ GUARDED_BY(mutex_);
  std::optional<WorkClock::Time> told_to_stop_ GUARDED_BY(mutex_);
  std::jthread watcher_;  // last: it uses all of the above
};

}  // namespace clipbox::cli
