#include "serve/stop_signals.h"

#include <pthread.h>

namespace clipbox::serve {
namespace {

// Blocked in the thread that waits, which is woken by it when it shall end.
constexpr int kWake = SIGUSR1;

bool IsIgnored(int number) {
  struct sigaction action {};
  return ::sigaction(number, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

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

StopOnSignal::StopOnSignal() {
  sigset_t signals = StopSignals();
  // Blocked, an ignored signal would be delivered after all.
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    if (IsIgnored(number)) sigdelset(&signals, number);
  }
  sigaddset(&signals, kWake);
  pthread_sigmask(SIG_BLOCK, &signals, &before_);
  ::signal(SIGPIPE, SIG_IGN);
  waiter_ = std::jthread([this, signals](const std::stop_token& end) { Wait(signals, end); });
}

StopOnSignal::~StopOnSignal() {
  waiter_.request_stop();
  waiter_.join();
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void StopOnSignal::Wait(const sigset_t& signals, const std::stop_token& end) {
  const std::stop_callback wake(end, [self = pthread_self()] { pthread_kill(self, kWake); });
  for (int received = 0; !end.stop_requested() && sigwait(&signals, &received) == 0;) {
    if (received == kWake || signal_ != 0) continue;
    signal_ = received;
    source_.request_stop();
  }
}

}  // namespace clipbox::serve
