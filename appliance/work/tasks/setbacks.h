// What becomes of a job when one of its tasks fails: a later try, or FAILED with a reason. The same of a proxy. Any
// thread.
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "jobs/retry.h"
#include "store/queue/queue.h"
#include "work/pool/running.h"

namespace clipbox::work {

class Setbacks {
 public:
  // What is referred to outlives this.
  Setbacks(store::Queue& queue, Running& running, const base::Clock& clock, jobs::RetryPolicy retry)
      : queue_(queue), running_(running), clock_(clock), retry_(retry) {}

  // Moves the job and stops its other tasks, or moves the proxy. Nothing is done for kCancelled: a lost claim needs
  // nothing, and the server's end hands every claim back by itself.
  void GiveUpOrRetry(const store::ClaimedTask& task, const base::Error& error);

 private:
  void RetryAt(const store::ClaimedTask& task, base::ErrorCode failure, std::chrono::milliseconds delay,
               store::Queue::Attempt attempt);

  store::Queue& queue_;
  Running& running_;
  const base::Clock& clock_;
  const jobs::RetryPolicy retry_;
};

}  // namespace clipbox::work
