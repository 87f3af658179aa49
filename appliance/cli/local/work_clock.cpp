#include "cli/local/work_clock.h"

#include <time.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <thread>

namespace clipbox::cli {
namespace {

using std::chrono::nanoseconds;

// Between two looks: reading the threads costs about 50 us.
constexpr std::chrono::milliseconds kStep{100};
// Somebody looks each half second (time_guard): what is much longer, the process was stopped.
constexpr std::chrono::seconds kMaxStep{2};

nanoseconds TimeOn(clockid_t id) {
  timespec time{};
  ::clock_gettime(id, &time);
  return std::chrono::seconds(time.tv_sec) + nanoseconds(time.tv_nsec);
}

// Adds up what the kernel counts per thread: Documentation/scheduler/sched-stats.rst, /proc/<pid>/schedstat. Nothing
// where it does not count.
class ThreadWaits {
 public:
  nanoseconds Sum() {
    std::map<std::string, long long> now;
    std::error_code gone;
    for (std::filesystem::directory_iterator task("/proc/self/task", gone), end; !gone && task != end;
         task.increment(gone)) {
      long long ran = 0;
      long long waited = 0;
      const std::string thread = task->path().filename().string();
      if (!(std::ifstream(task->path() / "schedstat") >> ran >> waited)) continue;
      sum_ += std::max(nanoseconds(0), nanoseconds(waited - last_[thread]));
      now[thread] = waited;
    }
    last_ = std::move(now);
    return sum_;
  }

 private:
  nanoseconds sum_{0};
  std::map<std::string, long long> last_;
};

class ThisProcess {
 public:
  WorkClock::Reading Read() {
    const nanoseconds now = TimeOn(CLOCK_MONOTONIC);
    if (now - last_.passed >= kStep) last_ = {now, TimeOn(CLOCK_PROCESS_CPUTIME_ID), waits_.Sum()};
    return last_;
  }

 private:
  ThreadWaits waits_;
  WorkClock::Reading last_;
};

WorkClock::Reading operator-(const WorkClock::Reading& later, const WorkClock::Reading& earlier) {
  return {later.passed - earlier.passed, later.ran - earlier.ran, later.waited - earlier.waited};
}

}  // namespace

nanoseconds WorkedOf(const WorkClock::Reading& step, int processors) {
  if (step.passed <= nanoseconds(0)) return nanoseconds(0);
  // What it would have got alone, and on how many processors at once.
  const nanoseconds wanted = std::min(step.passed * processors, step.ran + step.waited);
  const nanoseconds missed = std::max(nanoseconds(0), wanted - step.ran);
  const double at_once = std::max(1.0, static_cast<double>(wanted.count()) / static_cast<double>(step.passed.count()));
  const nanoseconds lost(static_cast<std::int64_t>(static_cast<double>(missed.count()) / at_once));
  return std::max(step.passed / kMaxSlower, step.passed - lost);
}

WorkClock::WorkClock()
    : WorkClock([process = ThisProcess()]() mutable { return process.Read(); },
                std::max(1, static_cast<int>(std::thread::hardware_concurrency()))) {}

WorkClock::WorkClock(std::function<Reading()> read, int processors)
    : read_(std::move(read)), processors_(processors), last_(read_()), time_{std::chrono::steady_clock::now(), {}} {}

WorkClock::Time WorkClock::Read() {
  const base::MutexLock lock(mutex_);
  const Reading now = read_();
  Reading step = now - last_;
  last_ = now;
  step.passed = std::min<nanoseconds>(step.passed, kMaxStep);
  time_.worked += std::chrono::duration_cast<base::Monotonic::duration>(WorkedOf(step, processors_));
  time_.watched += step.passed;
  return time_;
}

}  // namespace clipbox::cli
