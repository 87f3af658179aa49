// When a request that failed is sent again: full jitter over a doubling span, or as long as the store asks for, within
// a bound. Used by the S3 client; the pace is injected so that tests neither wait nor draw lots.
#pragma once

#include <chrono>
#include <stop_token>

namespace clipbox::objectstore::s3 {

inline constexpr int kMaxTries = 5;

// Chance and time. Implementations are thread-safe.
class RetryPace {
 public:
  virtual ~RetryPace() = default;
  virtual double Random() = 0;  // in [0, 1)
  // Returns when the time is over or at once when `stop` is asked for.
  virtual void Wait(std::chrono::milliseconds length, const std::stop_token& stop) = 0;
};

class JitteredPace final : public RetryPace {
 public:
  double Random() override;
  void Wait(std::chrono::milliseconds length, const std::stop_token& stop) override;
};

// The wait after `failed_tries` (from 1). `asked`: the answer's Retry-After, zero without one. `random` in [0, 1).
std::chrono::milliseconds RetryDelay(int failed_tries, std::chrono::seconds asked, double random);

}  // namespace clipbox::objectstore::s3
