#include "cli/local/time_guard.h"

#include <cstdlib>
#include <iostream>

namespace clipbox::cli {
namespace {

constexpr std::chrono::milliseconds kLook{500};
constexpr std::chrono::seconds kMaxSilence{55};
constexpr std::chrono::seconds kForStopping{5};

// The thread that is stuck cannot be joined.
[[noreturn]] void EndProcess(const std::string& why, const TimeGuard::LastAct& last_act) {
  const int exit_code = last_act ? last_act(why) : EXIT_FAILURE;
  std::cerr << "clipbox: " << why << std::endl;
  std::_Exit(exit_code);
}

}  // namespace

TimeGuard::TimeGuard(WorkClock& clock, Limits limits, LastAct last_act)
    : clock_(clock),
      last_act_(std::move(last_act)),
      limits_(std::move(limits)),
      last_progress_(clock.Read()),
      watcher_([this](std::stop_token stop) { Watch(std::move(stop)); }) {}

void TimeGuard::Progress() {
  const base::MutexLock lock(mutex_);
  last_progress_ = clock_.Read();
}

void TimeGuard::MoveEnd(base::Monotonic end) {
  const base::MutexLock lock(mutex_);
  limits_.end = end;
}

const char* TimeGuard::Judge(const WorkClock::Time& now) {
  if (limits_.stop.stop_requested() && !told_to_stop_) told_to_stop_ = now;
  if (told_to_stop_ && now.watched - told_to_stop_->watched >= kForStopping)
    return "the work did not stop when it was told to";
  if (now.worked - last_progress_.worked >= limits_.patience || now.watched - last_progress_.watched >= kMaxSilence) {
    return "the work showed no progress and was given up; the file is probably damaged, or made to be slow (timeout)";
  }
  if (now.worked >= limits_.end || now.watched >= limits_.most_watched)
    return "the work took too long for a file of its size and was given up; ask for less, or for smaller pictures "
           "(timeout)";
  return nullptr;
}

// The lock is held to the end: what the guard is told then would come too late.
void TimeGuard::Watch(std::stop_token stop) {
  base::MutexLock lock(mutex_);
  while (!stop.stop_requested()) {
    if (const char* why = Judge(clock_.Read())) EndProcess(why, last_act_);
    changed_.wait_for(lock, stop, kLook, [] { return false; });
  }
}

}  // namespace clipbox::cli
