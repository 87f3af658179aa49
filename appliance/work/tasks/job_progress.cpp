#include "work/tasks/job_progress.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace clipbox::work {
namespace {

// Event streams show at most four a second, and each save is a durable commit: two are enough for a bar.
constexpr std::chrono::milliseconds kBetweenSaves{500};
// What is shown of the bar while the film is analysed; the rest belongs to the spans.
constexpr double kAnalysisShare = 0.1;

// A span's fraction never goes back; a finished one is no longer running.
void SetRunning(std::map<std::int64_t, jobs::SpanProgress>& running, std::int64_t task_id, const media::Span& span,
                double fraction) {
  if (fraction >= 1) {
    running.erase(task_id);
    return;
  }
  jobs::SpanProgress& now = running[task_id];
  if (span.clip) now.range = *span.clip, now.label = span.clip->label;
  now.fraction = std::max(now.fraction, std::clamp(fraction, 0.0, 1.0));
}

}  // namespace

bool JobProgress::IsDue(Entry& entry, bool finished) {
  const base::Monotonic now = clock_.MonotonicNow();
  if (entry.saved && !finished && now - entry.saved_at < kBetweenSaves) return false;
  entry.saved = true;
  entry.saved_at = now;
  return true;
}

void JobProgress::ReportAnalysis(const store::Claim& claim, double fraction) {
  {
    const base::MutexLock lock(mutex_);
    if (!IsDue(entries_[claim.token], false)) return;
  }
  queue_.SaveProgress(claim, {.phase = "analysing", .fraction = kAnalysisShare * std::clamp(fraction, 0.0, 1.0)});
}

void JobProgress::ReportSpan(const store::Claim& claim, std::int64_t task_id, const SpanPayload& payload,
                             double fraction) {
  double sum = 0;
  std::vector<jobs::SpanProgress> running;
  {
    const base::MutexLock lock(mutex_);
    Entry& entry = entries_[claim.token];
    double& done = entry.done[task_id];
    done = std::max(done, payload.share * std::clamp(fraction, 0.0, 1.0));
    SetRunning(entry.running, task_id, payload.span, fraction);
    if (!IsDue(entry, fraction >= 1)) return;
    sum = std::accumulate(entry.done.begin(), entry.done.end(), 0.0,
                          [](double total, const auto& item) { return total + item.second; });
    for (const auto& [id, span] : entry.running) running.push_back(span);
  }
  queue_.SaveProgress(claim, {.phase = "making",
                              .fraction = kAnalysisShare + (1 - kAnalysisShare) * std::min(sum, 1.0),
                              .spans = std::move(running)});
}

void JobProgress::Forget(const store::Claim& claim) {
  const base::MutexLock lock(mutex_);
  entries_.erase(claim.token);
}

}  // namespace clipbox::work
