#include "work/pool/pool.h"

#include <malloc.h>

#include <algorithm>
#include <optional>

#include "base/log.h"
#include "base/metrics.h"
#include "work/pool/crash_marker.h"

namespace clipbox::work {

using std::chrono::milliseconds;

namespace {

// A worker looks again after this long even when nothing rang.
constexpr milliseconds kLookAgain{30'000};

// Spaces the tries while the database cannot be read.
constexpr milliseconds kAfterError{1'000};

// While the store is away no task is claimed: each would fail, and be one more line in its job's timeline.
constexpr milliseconds kStoreAwayLook{5'000};

}  // namespace

Pool::Pool(int workers, PoolTools tools, RunTask run)
    : workers_(workers), tools_(std::move(tools)), run_(std::move(run)), budget_(workers) {}

Pool::~Pool() { Stop(); }

void Pool::Start() {
  for (int i = 0; i < workers_; ++i) {
    threads_.emplace_back([this, name = "w" + std::to_string(i + 1)](std::stop_token stop) { Work(stop, name); });
  }
}

void Pool::RequestStop() {
  for (std::jthread& thread : threads_) thread.request_stop();
}

void Pool::Stop() {
  if (threads_.empty()) return;
  RequestStop();
  threads_.clear();
  const int handed_back = tools_.queue.HandBackAll();
  if (handed_back > 0) base::LogInfo("pool.handed_back", {{"jobs", handed_back}});
}

void Pool::Work(std::stop_token stop, const std::string& name) {
  const SignalStack signal_stack;  // a file may lead a decoder, or a parser, to the end of this one
  while (!stop.stop_requested()) {
    const std::uint64_t seen = tools_.wake.Count();
    milliseconds idle = kAfterError;
    try {
      idle = WorkOnce(stop, name);
    } catch (const std::exception& error) {
      base::LogError("work.error", {{"where", "pool"}, {"error", base::Explain(error)}});
      base::CountMetric("clipbox_internal_errors_total", {{"place", "pool"}});
    }
    if (idle.count() > 0) tools_.wake.Wait(stop, seen, idle);
  }
}

milliseconds Pool::WorkOnce(std::stop_token stop, const std::string& name) {
  if (IsStoreAway()) return kStoreAwayLook;
  std::optional<store::ClaimedTask> task;
  std::optional<Running::Entry> entry;
  std::optional<ThreadBudget::Share> share;
  {
    // One worker at a time: a task that another has claimed is either still ready or has its share.
    const base::MutexLock lock(claiming_);
    task = tools_.queue.ClaimNext(name);
    if (!task) return UntilDue();
    entry.emplace(tools_.running, task->claim, stop, task->kind, tools_.clock.MonotonicNow());
    share.emplace(budget_, AboutToBegin());
  }
  base::SetMetric("clipbox_workers_busy", static_cast<double>(tools_.running.Count()));
  run_(*task, entry->stop(), share->threads());
  ::malloc_trim(0);    // encoders leave hundreds of megabytes of freed blocks with the allocator
  tools_.wake.Ring();  // its end may have put in tasks for the others
  base::SetMetric("clipbox_workers_busy", static_cast<double>(tools_.running.Count()) - 1);
  return milliseconds(0);
}

// Tasks that the idle workers will take next.
int Pool::AboutToBegin() const { return tools_.queue.CountReady(workers_ - static_cast<int>(tools_.running.Count())); }

bool Pool::IsStoreAway() const { return tools_.store_answers && tools_.queue.HasDue() && !tools_.store_answers(); }

milliseconds Pool::UntilDue() const {
  const auto due = tools_.queue.NextDue();
  if (!due) return kLookAgain;
  return std::clamp(*due - tools_.clock.Now(), milliseconds(1), kLookAgain);
}

}  // namespace clipbox::work
