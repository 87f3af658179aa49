// Whether the wall clock can be believed where it says that something is old enough to be deleted. Pure: what is known
// of the clock, and how one more reading changes it. ClockWatch keeps it; `doctor` judges by it too.
//
// A clock has jumped when it is more than an hour away from where it must be. While the machine runs, its uptime tells
// where that is. Sleep counts in it, setting the clock does not change it, and it goes on when only the server was
// restarted. After a start of the machine nothing tells how long it was off. Then a clock is wrong for certain where it
// is more than an hour before the highest time seen. It may be right where it is later. Up to 30 days count as a rest,
// more counts as a jump, for waiting a day costs less than what would be deleted.
//
// After a jump nothing is deleted for its age, until the clock has gone on for a day or a person has confirmed it. All
// that follows is compared with the new time.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/json.h"

namespace clipbox::work {

struct ClockReading {
  base::Timestamp wall = {};
  base::Uptime uptime = {};
  bool operator==(const ClockReading&) const = default;
};

// A time in which no server used these rows, so that it put nothing into the store.
struct Absence {
  base::Timestamp from = {};
  base::Timestamp to = {};
  bool operator==(const Absence&) const = default;
};

struct ClockMemory {
  ClockReading origin;           // from where time is counted on: after a start of the machine, a jump, a confirmation
  base::Timestamp highest = {};  // the highest time seen since
  std::optional<base::Timestamp> paused_at = {};  // what the clock showed right after the jump; nothing: believed
  std::chrono::milliseconds jump = {};            // how far it went; below zero: backward
  std::vector<Absence> absences = {};

  static constexpr std::chrono::hours kTolerance{1};
  static constexpr std::chrono::hours kPause{24};
  static constexpr std::chrono::days kMaxRest{30};
  static constexpr std::chrono::minutes kKeptEvery{10};  // how far behind a kept memory may be
  static constexpr std::chrono::minutes kSkew{5};        // between this clock and the store's
  static constexpr std::size_t kMaxAbsences = 100;

  std::optional<base::Timestamp> PausedUntil() const;
  bool WasAbsent(base::Timestamp time) const;
  bool operator==(const ClockMemory&) const = default;
};

// The first reading of all, or one that a person says is right. What lies ahead of it was no absence.
ClockMemory BelieveClock(const ClockReading& now, std::vector<Absence> absences = {});

// What was kept, when a server starts on it: it was away since then, or others used the rows' later state.
ClockMemory ReturnAt(base::Timestamp now, ClockMemory kept);

// What is known after one more reading.
ClockMemory JudgeClock(const ClockMemory& before, const ClockReading& now);

// One line for a row of `settings`.
std::string ClockMemoryText(const ClockMemory& memory);
// A text that cannot be read gives a memory that no clock agrees with.
ClockMemory ClockMemoryOf(const std::string& text);

// `clock` of GET /system.
base::Json DescribeClock(const ClockMemory& memory, base::Timestamp now);

}  // namespace clipbox::work
