// For a thread that is stuck inside a codec: it cannot be stopped, only left behind. Past a task's last deadline its
// job is failed, the other tasks are stopped, every claim goes back, and the process starts itself anew. A chore of the
// housekeeper; one thread.
#pragma once

#include <chrono>
#include <functional>

#include "base/clock.h"
#include "store/queue/queue.h"
#include "work/pool/running.h"

namespace clipbox::work {

// How long after its deadline a task may still take to notice it: between two frames, and for writing what it made.
inline constexpr std::chrono::seconds kStuckGrace{30};

class Watchdog {
 public:
  // `restart` replaces the process and does not return; tests give one that does. What is referred to outlives this.
  Watchdog(Running& running, store::Queue& queue, const base::Clock& clock, std::function<void()> restart)
      : running_(running), queue_(queue), clock_(clock), restart_(std::move(restart)) {}

  // Looks once. Nothing happens while no task is overdue.
  void Look();

 private:
  Running& running_;
  store::Queue& queue_;
  const base::Clock& clock_;
  const std::function<void()> restart_;
};

}  // namespace clipbox::work
