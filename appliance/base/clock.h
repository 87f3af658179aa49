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

// How long the machine has run, its sleep included: setting the wall clock does not change it. It begins anew with each
// start of the machine, which `boot` names; empty where the machine does not tell.
struct Uptime {
  std::string boot = {};
  std::chrono::milliseconds since = {};
  bool operator==(const Uptime&) const = default;
};

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Timestamp Now() const = 0;
  virtual Monotonic MonotonicNow() const = 0;
  virtual Uptime MachineUptime() const = 0;
};

class SystemClock final : public Clock {
 public:
  Timestamp Now() const override;
  Monotonic MonotonicNow() const override;
  Uptime MachineUptime() const override;
};

// For tests: stands still until told to move.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Timestamp start = Timestamp(std::chrono::milliseconds(1767323045678)))
      : now_(start.time_since_epoch()) {}
  Timestamp Now() const override { return Timestamp(now_.load() + jumped_.load()); }
  Monotonic MonotonicNow() const override { return Monotonic(now_.load()); }
  Uptime MachineUptime() const override { return {"boot " + std::to_string(boots_), now_.load()}; }
  void Advance(std::chrono::milliseconds by) { now_ = now_.load() + by; }
  // Somebody sets the wall clock.
  void Jump(std::chrono::milliseconds by) { jumped_ = jumped_.load() + by; }
  // The machine is started anew; its clock says that it was off for so long.
  void Reboot(std::chrono::milliseconds off) {
    Jump(off);
    ++boots_;
  }

 private:
  std::atomic<std::chrono::milliseconds> now_;
  std::atomic<std::chrono::milliseconds> jumped_{};
  std::atomic<int> boots_ = 1;
};

// `2026-01-02T03:04:05.678Z` (ISO 8601, UTC, milliseconds).
std::string ToIso8601(Timestamp time);
// The same form, with or without milliseconds; nothing for any other text or a day that does not exist.
std::optional<Timestamp> FromIso8601(std::string_view text);

// `Fri, 02 Jan 2026 03:04:05 GMT`, as HTTP headers write times (RFC 9110, 5.6.7).
std::string ToHttpDate(Timestamp time);
// That form alone; nothing for any other text, a day that does not exist or another day of the week.
std::optional<Timestamp> FromHttpDate(std::string_view text);

inline std::int64_t ToMillis(Timestamp time) { return time.time_since_epoch().count(); }
inline Timestamp FromMillis(std::int64_t millis) { return Timestamp(std::chrono::milliseconds(millis)); }

}  // namespace clipbox::base
