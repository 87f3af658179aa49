// The time in which this process could work: the steady clock, but slower while other processes have the processors. It
// stands while this one is stopped (Ctrl-Z). What is allowed to last so long by it lasts as long on a quiet machine,
// and longer on a busy one. For `clip` and `probe`. Any thread.
#pragma once

#include <chrono>
#include <functional>

#include "base/clock.h"
#include "base/mutex.h"

namespace clipbox::cli {

// How much slower than the wall it goes at most, so that an end stays in sight. A container that is throttled looks the
// same.
constexpr int kMaxSlower = 8;

class WorkClock {
 public:
  // Sums since some moment.
  struct Reading {
    std::chrono::nanoseconds passed{0};  // on the wall
    std::chrono::nanoseconds ran{0};     // on a processor, all threads together
    std::chrono::nanoseconds waited{0};  // ready to run without getting one, all threads together
  };
  struct Time {
    base::Monotonic worked;
    std::chrono::nanoseconds watched{0};  // on the wall, but for stops
  };

  // Of this process on this machine.
  WorkClock();
  WorkClock(std::function<Reading()> read, int processors);

  Time Read() EXCLUDES(mutex_);
  base::Monotonic Now() { return Read().worked; }

 private:
  const std::function<Reading()> read_;
  const int processors_;
  base::Mutex mutex_;
  Reading last_ GUARDED_BY(mutex_);
  Time time_ GUARDED_BY(mutex_);
};

// How much of `step.passed` such a process could work: its waiting is taken off, as far as it did not only wait for
// itself. At least an eighth of it. Where it slept (for a disk, for the network) it counts in full. Pure.
std::chrono::nanoseconds WorkedOf(const WorkClock::Reading& step, int processors);

}  // namespace clipbox::cli
