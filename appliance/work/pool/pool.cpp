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

// A worker looks again after this long even when nothing rang; it also spaces the tries when the database cannot be
// read.
constexpr milliseconds kLookAgain{30'000};

// While the store is away no task is claimed: each would fail, and be one more line in its job's timeline.
constexpr milliseconds kStoreAwayLook{5'000};

// Counts what escaped where nothing should: the outermost frame of a thread.
void ReportEscaped(std::string_view where, const std::exception& error) {
  base::LogError("work.error", {{"where", where}, {"error", base::Explain(error)}});
  base::CountMetric("clipbox_internal_errors_total", {{"place", where}});
}

}  // namespace

Pool::Pool(int workers, store::Queue& queue, Wake& wake, Running& running, base::EventHub& hub,
           const base::Clock& clock, RunTask run, StoreAnswers store_answers)
    : workers_(workers),
      queue_(queue),
      wake_(wake),
      running_(running),
      hub_(hub),
      clock_(clock),
      run_(std::move(run)),
      store_answers_(std::move(store_answers)),
      budget_(workers) {}

Pool::~Pool() { Stop(); }

void Pool::Start() {
  for (int i = 0; i < workers_; ++i) {
    threads_.emplace_back([this, name = "w" + std::to_string(i + 1)](std::stop_token stop) { Work(stop, name); });
  }
  threads_.emplace_back([this](std::stop_token stop) { WatchCancels(stop); });
}

void Pool::RequestStop() {
  for (std::jthread& thread : threads_) thread.request_stop();
}

void Pool::Stop() {
  if (threads_.empty()) return;
  RequestStop();
  threads_.clear();
  const int handed_back = queue_.HandBackAll();
  if (handed_back > 0) base::LogInfo("pool.handed_back", {{"jobs", handed_back}});
}

void Pool::Work(std::stop_token stop, const std::string& name) {
  const SignalStack signal_stack;  // a file may lead a decoder, or a parser, to the end of this one
  while (!stop.stop_requested()) {
    const std::uint64_t seen = wake_.Count();
    milliseconds idle{0};
    try {
      if (IsStoreAway())
        idle = kStoreAwayLook;
      else if (!WorkOnce(stop, name))
        idle = UntilDue();
    } catch (const std::exception& error) {
      ReportEscaped("pool", error);
      idle = milliseconds(1000);
    }
    if (idle.count() > 0) wake_.Wait(stop, seen, idle);
  }
}

bool Pool::WorkOnce(std::stop_token stop, const std::string& name) {
  std::optional<store::ClaimedTask> task;
  std::optional<Running::Entry> entry;
  std::optional<ThreadBudget::Share> share;
  {
    // One worker at a time: a task that another has claimed is either still ready or has its share.
    const base::MutexLock lock(claiming_);
    task = queue_.ClaimNext(name);
    if (!task) return false;
    entry.emplace(running_, task->claim, stop);
    share.emplace(budget_, AboutToBegin());
  }
  base::SetMetric("clipbox_workers_busy", static_cast<double>(running_.Count()));
  run_(*task, entry->stop(), share->threads());
  ::malloc_trim(0);  // encoders leave hundreds of megabytes of freed blocks with the allocator
  wake_.Ring();      // its end may have put in tasks for the others
  base::SetMetric("clipbox_workers_busy", static_cast<double>(running_.Count()) - 1);
  return true;
}

// Tasks that the idle workers will take next.
int Pool::AboutToBegin() const { return queue_.CountReady(workers_ - static_cast<int>(running_.Count())); }

bool Pool::IsStoreAway() const { return store_answers_ && queue_.HasDue() && !store_answers_(); }

milliseconds Pool::UntilDue() const {
  const auto due = queue_.NextDue();
  if (!due) return kLookAgain;
  return std::clamp(*due - clock_.Now(), milliseconds(1), kLookAgain);
}

// A job that was cancelled or deleted lost its claim; its tasks hear of it here, through the events of the store.
void Pool::WatchCancels(std::stop_token stop) {
  const auto events = hub_.Subscribe();
  while (!stop.stop_requested()) {
    try {
      const auto event = events->Next(stop, kLookAgain);
      const bool all = events->TakeLagged() || !event;
      for (const store::Claim& claim : running_.Claims(all ? "" : event->job_id)) {
        if (!queue_.IsCurrent(claim)) running_.Stop(claim.token);
      }
    } catch (const std::exception& error) {
      ReportEscaped("cancels", error);
    }
  }
}

}  // namespace clipbox::work
