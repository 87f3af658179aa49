#include "cli/stall_guard.h"

#include <cstdlib>
#include <iostream>

#include "cli/command.h"

namespace clipbox::cli {

StallGuard::StallGuard(std::chrono::seconds patience)
    : watcher_([this, patience](std::stop_token stop) { Watch(std::move(stop), patience); }) {}

void StallGuard::Progress() {
  {
    const base::MutexLock lock(mutex_);
    ++steps_;
  }
  changed_.notify_all();
}

void StallGuard::Watch(std::stop_token stop, std::chrono::seconds patience) {
  base::MutexLock lock(mutex_);
  while (!stop.stop_requested()) {
    const std::uint64_t seen = steps_;
    const bool moved = changed_.wait_for(lock, stop, patience, [&]() CLIPBOX_THREAD_ATTRIBUTE(no_thread_safety_analysis) { return steps_ != seen; });
    if (moved || stop.stop_requested()) continue;
    std::cerr << "clipbox: the work showed no progress for " << patience.count()
              << " s and was given up; the file is probably damaged (timeout)" << std::endl;
    // The thread that is stuck cannot be joined.
    std::_Exit(kExitFailed);
  }
}

}  // namespace clipbox::cli
