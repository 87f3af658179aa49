#include "http/api/events/event_pacer.h"

#include <utility>

namespace clipbox::http {
namespace {

constexpr std::chrono::milliseconds kInterval{250};

}  // namespace

std::optional<base::Event> EventPacer::Offer(const base::Event& event, base::Monotonic now) {
  if (event.kind != base::EventKind::kJob) return event;
  const auto found = jobs_.find(event.job_id);
  const bool is_progress = event.timeline_id == 0;
  if (is_progress && found != jobs_.end() && now - found->second.told < kInterval) {
    found->second.waiting = event;
    return std::nullopt;
  }
  // The whole job is told each time, so that what waited is told by this.
  jobs_[event.job_id] = {now, std::nullopt};
  return event;
}

std::vector<base::Event> EventPacer::TakeDue(base::Monotonic now) {
  std::vector<base::Event> due;
  for (auto at = jobs_.begin(); at != jobs_.end();) {
    if (now - at->second.told < kInterval) {
      ++at;
    } else if (at->second.waiting) {
      due.push_back(*std::exchange(at->second.waiting, std::nullopt));
      at->second.told = now;
      ++at;
    } else {
      at = jobs_.erase(at);
    }
  }
  return due;
}

std::optional<base::Monotonic> EventPacer::NextDue() const {
  std::optional<base::Monotonic> next;
  for (const auto& [id, job] : jobs_) {
    if (job.waiting && (!next || job.told + kInterval < *next)) next = job.told + kInterval;
  }
  return next;
}

}  // namespace clipbox::http
