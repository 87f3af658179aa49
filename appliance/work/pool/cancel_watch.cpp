#include "work/pool/cancel_watch.h"

#include "base/log.h"
#include "base/metrics.h"

namespace clipbox::work {

// All claims are looked at after this long, whatever was told.
constexpr std::chrono::seconds kLookAtAllAfter{30};

void CancelWatch::Start() {
  thread_ = std::jthread([this, events = hub_.Subscribe()](std::stop_token stop) { Watch(*events, std::move(stop)); });
}

void CancelWatch::StopCancelled(const std::string& job_id) {
  for (const store::Claim& claim : running_.Claims(job_id)) {
    if (!queue_.IsCurrent(claim)) running_.Stop(claim.token);
  }
}

void CancelWatch::Watch(base::Subscription& events, std::stop_token stop) {
  while (!stop.stop_requested()) {
    try {
      const auto event = events.Next(stop, kLookAtAllAfter);
      const bool all = events.TakeLagged() || !event;
      StopCancelled(all ? "" : event->job_id);
    } catch (const std::exception& error) {
      base::LogError("work.error", {{"where", "cancels"}, {"error", base::Explain(error)}});
      base::CountMetric("clipbox_internal_errors_total", {{"place", "cancels"}});
    }
  }
}

}  // namespace clipbox::work
