#include "work/chores/clock_watch.h"

#include "base/error.h"
#include "base/log.h"

namespace clipbox::work {
namespace {

void TellJump(const ClockMemory& memory) {
  base::LogWarning("clock.jumped", {{"seconds", std::chrono::duration_cast<std::chrono::seconds>(memory.jump).count()},
                                    {"to", base::ToIso8601(*memory.paused_at)},
                                    {"nothing_expires_until", base::ToIso8601(*memory.PausedUntil())}});
}

}  // namespace

ClockWatch::ClockWatch(const base::Clock& clock, store::Settings& settings) : clock_(clock), settings_(settings) {
  if (const auto text = settings_.Find(kClockSetting)) memory_ = ReturnAt(clock_.Now(), ClockMemoryOf(*text));
}

ClockMemory ClockWatch::Look() {
  const base::MutexLock lock(mutex_);
  return LookAt(Read());
}

std::optional<base::Timestamp> ClockWatch::TrustedNow() {
  const base::MutexLock lock(mutex_);
  const ClockReading now = Read();
  return LookAt(now).paused_at ? std::nullopt : std::optional(now.wall);
}

ClockMemory ClockWatch::Confirm() {
  const base::MutexLock lock(mutex_);
  return Become(BelieveClock(Read(), memory_ ? memory_->absences : std::vector<Absence>{}),
                "an administrator has confirmed it");
}

bool ClockWatch::WasAbsent(base::Timestamp time) {
  const base::MutexLock lock(mutex_);
  return memory_ && memory_->WasAbsent(time);
}

ClockMemory ClockWatch::LookAt(const ClockReading& now) {
  return Become(memory_ ? JudgeClock(*memory_, now) : BelieveClock(now), "it went on for a day without a jump");
}

void ClockWatch::Keep(const ClockMemory& memory) {
  try {
    settings_.Set(kClockSetting, ClockMemoryText(memory));
    kept_ = memory;
  } catch (const base::Error& error) {
    // Known here all the same, and kept the next time.
    base::LogWarning("clock.not_kept", {{"error", base::Explain(error)}});
  }
}

ClockMemory ClockWatch::Become(const ClockMemory& after, const char* because) {
  const bool was_paused = memory_ && memory_->paused_at;
  memory_ = after;
  if (after.paused_at && after.paused_at != told_) TellJump(after);
  if (was_paused && !after.paused_at)
    base::LogWarning("clock.believed", {{"now", base::ToIso8601(after.highest)}, {"because", because}});
  told_ = after.paused_at;
  const bool is_kept = kept_ && kept_->origin == after.origin && kept_->paused_at == after.paused_at &&
                       after.highest - kept_->highest < ClockMemory::kKeptEvery;
  if (!is_kept) Keep(after);
  return after;
}

}  // namespace clipbox::work
