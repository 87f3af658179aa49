// Tells sleeping workers that there may be something to do: http rings it after an upload is complete, the store's
// clock does not. Lost-wake safe: a worker notes the count before it looks for work and waits only while the count is
// still that. Thread-safe.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <stop_token>

#include "base/mutex.h"

namespace clipbox::work {

class Wake {
 public:
  void Ring() EXCLUDES(mutex_) {
    {
      const base::MutexLock lock(mutex_);
      ++count_;
    }
    changed_.notify_all();
  }

  std::uint64_t Count() EXCLUDES(mutex_) {
    const base::MutexLock lock(mutex_);
    return count_;
  }

  // Returns once it rang after `seen` was read, `at_most` has passed, or the token is stopped.
  void Wait(std::stop_token stop, std::uint64_t seen, std::chrono::milliseconds at_most) EXCLUDES(mutex_) {
    base::MutexLock lock(mutex_);
    const auto rang = [&]() CLIPBOX_THREAD_ATTRIBUTE(no_thread_safety_analysis) { return count_ != seen; };
    changed_.wait_for(lock, stop, at_most, rang);
  }

 private:
  base::Mutex mutex_;
  std::condition_variable_any changed_;
  std::uint64_t count_ GUARDED_BY(mutex_) = 0;
};

}  // namespace clipbox::work
