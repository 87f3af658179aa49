// The progress of jobs whose tasks run on several threads: each task's fraction, weighted by its share. The sum is
// saved a few times a second. Thread-safe.
#pragma once

#include <map>
#include <string>

#include "base/clock.h"
#include "base/mutex.h"
#include "store/queue/queue.h"
#include "work/tasks/span_payload.h"

namespace clipbox::work {

class JobProgress {
 public:
  JobProgress(store::Queue& queue, const base::Clock& clock) : queue_(queue), clock_(clock) {}

  // `fraction` of the analysis; shown as the phase `analysing`, which has its own bar.
  void ReportAnalysis(const store::Claim& claim, double fraction) EXCLUDES(mutex_);
  // `fraction` of a span, which is its payload's share of the job; shown as `making`.
  void ReportSpan(const store::Claim& claim, std::int64_t task_id, const SpanPayload& payload, double fraction)
      EXCLUDES(mutex_);
  // Forgets the job; its next attempt starts anew.
  void Forget(const store::Claim& claim) EXCLUDES(mutex_);

 private:
  struct Entry {
    std::map<std::int64_t, double> done;                 // by task: share x fraction
    std::map<std::int64_t, jobs::SpanProgress> running;  // by task: those that are not finished
    base::Monotonic saved_at{};
    bool saved = false;
  };

  bool IsDue(Entry& entry, bool finished) REQUIRES(mutex_);

  store::Queue& queue_;
  const base::Clock& clock_;
  base::Mutex mutex_;
  std::map<std::string, Entry> entries_ GUARDED_BY(mutex_);  // by claim token
};

}  // namespace clipbox::work
