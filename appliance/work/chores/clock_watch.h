// Watches the wall clock for all that deletes by age: sweeper, retention, expiry of uploads. Each asks it for the time,
// and gets none while the clock has jumped (clock_memory.h). What it knows outlives a restart, as a row of `settings`.
// Thread-safe.
#pragma once

#include <optional>

#include "base/mutex.h"
#include "store/settings.h"
#include "work/chores/clock_memory.h"

namespace clipbox::work {

// The row of `settings`: ClockMemoryText.
inline constexpr const char* kClockSetting = "clock_memory";

class ClockWatch {
 public:
  // Reads what is kept. What is referred to outlives this. Throws: as store::Settings.
  ClockWatch(const base::Clock& clock, store::Settings& settings);

  // Looks at the clock, tells the log of a jump and of its end, and keeps what must be kept. A row that
  // cannot be written is tried again at the next look.
  ClockMemory Look() EXCLUDES(mutex_);

  // The time, or nullopt while nothing may be deleted for its age. A caller goes on with this time until it is through:
  // so a jump meanwhile makes nothing older.
  std::optional<base::Timestamp> TrustedNow() EXCLUDES(mutex_);

  // True if no server used these rows at that time. What of ours the store got then was put there by a server whose
  // rows knew it. Ours are an older copy: that they do not know it is no reason to delete it.
  bool WasAbsent(base::Timestamp time) EXCLUDES(mutex_);

  // A person says that the time is right. Harmless where nobody doubts it.
  ClockMemory Confirm() EXCLUDES(mutex_);

 private:
  ClockReading Read() const { return {clock_.Now(), clock_.MachineUptime()}; }
  ClockMemory LookAt(const ClockReading& now) REQUIRES(mutex_);
  ClockMemory Become(const ClockMemory& after, const char* because) REQUIRES(mutex_);
  void Keep(const ClockMemory& memory) REQUIRES(mutex_);

  const base::Clock& clock_;
  store::Settings& settings_;
  base::Mutex mutex_;
  std::optional<ClockMemory> memory_ GUARDED_BY(mutex_);    // nullopt before the first look of all
  std::optional<ClockMemory> kept_ GUARDED_BY(mutex_);      // as the row has it
  std::optional<base::Timestamp> told_ GUARDED_BY(mutex_);  // the pause that this run's log tells of
};

}  // namespace clipbox::work
