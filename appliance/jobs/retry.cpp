#include "jobs/retry.h"

#include <algorithm>

namespace clipbox::jobs {

using std::chrono::milliseconds;

milliseconds RetryDelay(const RetryPolicy& policy, int failed_attempts, double jitter) {
  constexpr milliseconds kMax = std::chrono::hours(1);
  const int doublings = std::clamp(failed_attempts - 1, 0, 20);
  const milliseconds full = std::min<milliseconds>(kMax, policy.backoff * (1LL << doublings));
  return milliseconds(static_cast<milliseconds::rep>(static_cast<double>(full.count()) * (0.5 + jitter / 2)));
}

}  // namespace clipbox::jobs
