// When a failed attempt is tried again: doubling from a base, with jitter, at most an hour. Pure.
#pragma once

#include <chrono>

namespace clipbox::jobs {

struct RetryPolicy {
  int attempts = 3;                           // media.attempts
  std::chrono::milliseconds backoff{30'000};  // media.retry_backoff
};

// The wait before attempt `failed_attempts + 1`. `jitter` in [0, 1) spreads it over [0.5, 1.0] of the doubled value.
// Requires: failed_attempts >= 1.
std::chrono::milliseconds RetryDelay(const RetryPolicy& policy, int failed_attempts, double jitter);

}  // namespace clipbox::jobs
