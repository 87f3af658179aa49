// Time as the program sees it: wall time in whole milliseconds for rows and URLs, monotonic time for waits and
// deadlines. Everything that asks the time takes a Clock, so that tests turn the hands themselves. Thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace clipbox::base {

// UTC, since 1970-01-01, in milliseconds: what the database holds and the API prints.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;
using Monotonic = std::chrono::steady_clock::time_point;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Timestamp Now() const = 0;
  virtual Monotonic MonotonicNow() const = 0;
};

class SystemClock final : public Clock {
 public:
  Timestamp Now() const override;
  Monotonic MonotonicNow() const override;
};

// For tests: stands still until told to move.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Timestamp start = Timestamp(std::chrono::milliseconds(1767323045678)))
      : now_(start.time_since_epoch()) {}
  Timestamp Now() const override { return Timestamp(now_.load()); }
  Monotonic MonotonicNow() const override { return Monotonic(now_.load()); }
  void Advance(std::chrono::milliseconds by) { now_ = now_.load() + by; }

 private:
  std::atomic<std::chrono::milliseconds> now_;
};

// `2026-01-02T03:04:05.678Z` (ISO 8601, UTC, milliseconds).
std::string ToIso8601(Timestamp time);
// The same form, with or without milliseconds; nothing for any other text or a day that does not exist.
std::optional<Timestamp> FromIso8601(std::string_view text);

inline std::int64_t ToMillis(Timestamp time) { return time.time_since_epoch().count(); }
inline Timestamp FromMillis(std::int64_t millis) { return Timestamp(std::chrono::milliseconds(millis)); }

}  // namespace clipbox::base
