// Stops the tasks of a job that was cancelled or deleted: it has lost its claim, and the store's events tell of it.
// Start and Stop from one thread.
#pragma once

#include <stop_token>
#include <thread>

#include "base/event_hub.h"
#include "store/queue/queue.h"
#include "work/pool/running.h"

namespace clipbox::work {

class CancelWatch {
 public:
  // What is referred to outlives this.
  CancelWatch(base::EventHub& hub, store::Queue& queue, Running& running)
      : hub_(hub), queue_(queue), running_(running) {}

  void Start();
  void Stop() { thread_ = {}; }

 private:
  void Watch(base::Subscription& events, std::stop_token stop);
  // Stops what runs without a claim: of one job, or of all for an empty id.
  void StopCancelled(const std::string& job_id);

  base::EventHub& hub_;
  store::Queue& queue_;
  Running& running_;
  std::jthread thread_;
};

}  // namespace clipbox::work
