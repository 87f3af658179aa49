// SIGINT and SIGTERM as something to wait for, SIGHUP as word to reload (a server) or to stop as well (a command).
// Block before any thread is started, wait on the main thread.
#pragma once

#include <signal.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <stop_token>
#include <thread>

namespace clipbox::serve {

// Blocks SIGINT, SIGTERM and SIGHUP for this thread and all it starts, and ignores SIGPIPE. Call before threads are
// started.
void BlockStopSignals();

// Returns at the first SIGINT or SIGTERM; calls `reload` at each SIGHUP.
void WaitForStop(const std::function<void()>& reload);

// Waits at most so long; true where SIGINT or SIGTERM came. For work that goes on between looks.
bool WaitForStop(std::chrono::milliseconds at_most);

// While it lives, SIGINT, SIGTERM and SIGHUP ask for a stop and do not end the process. One that was ignored (nohup)
// stays so. SIGPIPE is ignored. For a command whose work runs on the main thread. Made before other threads are
// started.
class StopOnSignal {
 public:
  StopOnSignal();
  ~StopOnSignal();
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;

  std::stop_token token() const { return source_.get_token(); }
  // The first that came; 0: none.
  int signal() const { return signal_; }

 private:
  void Wait(const sigset_t& signals, const std::stop_token& end);

  sigset_t before_{};
  std::stop_source source_;
  std::atomic<int> signal_ = 0;
  std::jthread waiter_;  // last: it uses all of the above
};

}  // namespace clipbox::serve
