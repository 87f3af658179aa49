#include "work/chores/clock_memory.h"

#include <algorithm>

#include "base/json.h"

namespace clipbox::work {
namespace {

using std::chrono::milliseconds;

// No name: it could not be learned, and says nothing.
bool IsSameBoot(const ClockMemory& before, const ClockReading& now) {
  return !now.uptime.boot.empty() && now.uptime.boot == before.origin.uptime.boot;
}

// How far the clock is from where it must be; zero where that is within what may be.
milliseconds JumpOf(const ClockMemory& before, const ClockReading& now) {
  const bool same_boot = IsSameBoot(before, now);
  const base::Timestamp expected =
      same_boot ? before.origin.wall + (now.uptime.since - before.origin.uptime.since) : before.highest;
  const milliseconds off = now.wall - expected;
  const milliseconds most = same_boot ? milliseconds(ClockMemory::kTolerance) : milliseconds(ClockMemory::kLongestRest);
  return off < -ClockMemory::kTolerance || off > most ? off : milliseconds(0);
}

}  // namespace

std::optional<base::Timestamp> ClockMemory::PausedUntil() const {
  return paused_at ? std::optional(*paused_at + kPause) : std::nullopt;
}

ClockMemory BelieveClock(const ClockReading& now) { return {now, now.wall}; }

ClockMemory JudgeClock(const ClockMemory& before, const ClockReading& now) {
  if (const milliseconds jump = JumpOf(before, now); jump.count() != 0) return {now, now.wall, now.wall, jump};
  if (before.paused_at && now.wall - *before.paused_at >= ClockMemory::kPause) return BelieveClock(now);
  ClockMemory after = before;
  if (!IsSameBoot(before, now)) after.origin = now;
  after.highest = std::max(before.highest, now.wall);
  return after;
}

std::string ClockMemoryText(const ClockMemory& memory) {
  return base::DumpJson(
      {{"wallMs", base::ToMillis(memory.origin.wall)},
       {"uptimeMs", memory.origin.uptime.since.count()},
       {"boot", memory.origin.uptime.boot},
       {"highestMs", base::ToMillis(memory.highest)},
       {"pausedAtMs", memory.paused_at ? base::Json(base::ToMillis(*memory.paused_at)) : base::Json()},
       {"jumpMs", memory.jump.count()}});
}

ClockMemory ClockMemoryOf(const std::string& text) {
  try {
    const base::Json json = base::ParseJson(text);
    const auto time = [&](const char* name) { return base::FromMillis(json.at(name).get<std::int64_t>()); };
    ClockMemory memory;
    memory.origin = {time("wallMs"), {json.at("boot"), milliseconds(json.at("uptimeMs"))}};
    memory.highest = time("highestMs");
    if (!json.at("pausedAtMs").is_null()) memory.paused_at = time("pausedAtMs");
    memory.jump = milliseconds(json.at("jumpMs"));
    return memory;
  } catch (const std::exception&) {
    return {};
  }
}

base::Json DescribeClock(const ClockMemory& memory, base::Timestamp now) {
  const auto time = [](std::optional<base::Timestamp> at) {
    return at ? base::Json(base::ToIso8601(*at)) : base::Json();
  };
  return {{"now", time(now)},
          {"highestSeen", time(memory.highest)},
          {"paused", memory.paused_at.has_value()},
          {"pausedUntil", time(memory.PausedUntil())},
          {"jumpedBySeconds",
           memory.paused_at ? base::Json(std::chrono::duration<double>(memory.jump).count()) : base::Json()}};
}

}  // namespace clipbox::work
