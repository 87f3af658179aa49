// The threads that media work may use, all jobs together (media.workers). A task that runs alone takes them all, tasks
// that begin together share them. A task's share is fixed while it runs, as codecs cannot change theirs. A task that
// comes when all are taken works with its own thread alone. So the shares are never more than the budget and one for
// each further worker. Thread-safe.
#pragma once

#include <algorithm>

#include "base/mutex.h"

namespace clipbox::work {

class ThreadBudget {
 public:
  explicit ThreadBudget(int total) : total_(total) {}

  // Gives its threads back at the end of its scope.
  class Share {
   public:
    // `others`: how many tasks are about to begin besides, and get as much. At least one thread.
    Share(ThreadBudget& budget, int others) : budget_(budget), threads_(budget.Take(others)) {}
    ~Share() { budget_.GiveBack(threads_); }
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;

    int threads() const { return threads_; }

   private:
    ThreadBudget& budget_;
    const int threads_;
  };

 private:
  int Take(int others) EXCLUDES(mutex_) {
    const base::MutexLock lock(mutex_);
    const int threads = std::max(1, (total_ - taken_) / (1 + std::max(0, others)));
    taken_ += threads;
    return threads;
  }
  void GiveBack(int threads) EXCLUDES(mutex_) {
    const base::MutexLock lock(mutex_);
    taken_ -= threads;
  }

  const int total_;
  base::Mutex mutex_;
  int taken_ GUARDED_BY(mutex_) = 0;
};

}  // namespace clipbox::work
