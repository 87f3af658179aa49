#include "cli/stop_signals.h"

#include <signal.h>

namespace clipbox::cli {
namespace {

sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGHUP);
  return signals;
}

}  // namespace

void BlockStopSignals() {
  const sigset_t signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
}

void WaitForStop(const std::function<void()>& reload) {
  const sigset_t signals = StopSignals();
  for (int received = 0; sigwait(&signals, &received) == 0;) {
    if (received != SIGHUP) return;
    reload();
  }
}

bool WaitForStop(std::chrono::milliseconds at_most) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at_most);
  timespec wait{};
  wait.tv_sec = seconds.count();
  wait.tv_nsec = std::chrono::nanoseconds(at_most - seconds).count();
  const sigset_t signals = StopSignals();
  const int received = sigtimedwait(&signals, nullptr, &wait);
  return received == SIGINT || received == SIGTERM;
}

}  // namespace clipbox::cli
