#include "cli/time_guard.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "cli/command.h"

namespace clipbox::cli {
namespace {

// The thread that is stuck cannot be joined.
[[noreturn]] void EndProcess(const char* what) {
  std::cerr << "clipbox: the work " << what << " and was given up; the file is probably damaged, or made to be slow (timeout)" << std::endl;
  std::_Exit(kExitFailed);
}

}  // namespace

TimeGuard::TimeGuard(std::chrono::seconds patience, Clock::time_point end)
    : patience_(patience), end_(end), last_progress_(Clock::now()), watcher_([this](std::stop_token stop) { Watch(std::move(stop)); }) {}

void TimeGuard::Progress() {
  const base::MutexLock lock(mutex_);
  last_progress_ = Clock::now();
}

void TimeGuard::MoveEnd(Clock::time_point end) {
  const base::MutexLock lock(mutex_);
  end_ = end;
}

void TimeGuard::Watch(std::stop_token stop) {
  base::MutexLock lock(mutex_);
  while (!stop.stop_requested()) {
    const Clock::time_point now = Clock::now();
    if (now >= last_progress_ + patience_) EndProcess("showed no progress");
    if (now >= end_) EndProcess("took too long for a file of its size");
    // A later end, or progress, is seen when the earlier moment comes: nobody has to wake this thread for it.
    changed_.wait_until(lock, stop, std::min(end_, last_progress_ + patience_), [] { return false; });
  }
}

}  // namespace clipbox::cli
