#include "work/pool/watchdog.h"

#include "base/log.h"

namespace clipbox::work {

void Watchdog::Look() {
  const auto overdue = running_.Overdue(clock_.MonotonicNow());
  if (overdue.empty()) return;
  for (const store::Claim& claim : overdue) {
    base::LogError("watchdog.stuck", {{"job", claim.job_id.value}, {"worker", claim.worker}});
    queue_.Fail(claim, base::ErrorCode::kTimeout,
                "The video could not be decoded in time: a part of it holds the decoder up. Try another export of it.");
  }
  // The rows are safe from here on: what still runs under another claim finds it gone at its next write.
  running_.StopAll();
  queue_.HandBackAll();
  base::LogError("watchdog.restart", {{"stuck", overdue.size()}});
  restart_();
}

}  // namespace clipbox::work
