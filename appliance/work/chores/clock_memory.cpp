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
  const milliseconds most = same_boot ? milliseconds(ClockMemory::kTolerance) : milliseconds(ClockMemory::kMaxRest);
  return off < -ClockMemory::kTolerance || off > most ? off : milliseconds(0);
}

// A start by a wrong clock left absences that have not been yet.
std::vector<Absence> UpTo(base::Timestamp now, std::vector<Absence> absences) {
  for (Absence& absence : absences) absence.to = std::min(absence.to, now + ClockMemory::kSkew);
  std::erase_if(absences, [](const Absence& absence) { return absence.from >= absence.to; });
  return absences;
}

}  // namespace

std::optional<base::Timestamp> ClockMemory::PausedUntil() const {
  return paused_at ? std::optional(*paused_at + kPause) : std::nullopt;
}

bool ClockMemory::WasAbsent(base::Timestamp time) const {
  return std::any_of(absences.begin(), absences.end(),
                     [time](const Absence& absence) { return time >= absence.from && time < absence.to; });
}

ClockMemory BelieveClock(const ClockReading& now, std::vector<Absence> absences) {
  return {.origin = now, .highest = now.wall, .absences = UpTo(now.wall, std::move(absences))};
}

ClockMemory ReturnAt(base::Timestamp now, ClockMemory kept) {
  const Absence absence{kept.highest - ClockMemory::kSkew, now + ClockMemory::kSkew};
  if (absence.from < absence.to) kept.absences.push_back(absence);
  if (kept.absences.size() > ClockMemory::kMaxAbsences) {
    kept.absences[1].from = kept.absences[0].from;
    kept.absences.erase(kept.absences.begin());
  }
  return kept;
}

ClockMemory JudgeClock(const ClockMemory& before, const ClockReading& now) {
  if (const milliseconds jump = JumpOf(before, now); jump.count() != 0)
    return {now, now.wall, now.wall, jump, UpTo(now.wall, before.absences)};
  if (before.paused_at && now.wall - *before.paused_at >= ClockMemory::kPause)
    return BelieveClock(now, before.absences);
  ClockMemory after = before;
  if (!IsSameBoot(before, now)) after.origin = now;
  after.highest = std::max(before.highest, now.wall);
  return after;
}

std::string ClockMemoryText(const ClockMemory& memory) {
  base::Json absences = base::Json::array();
  for (const Absence& absence : memory.absences)
    absences.push_back({base::ToMillis(absence.from), base::ToMillis(absence.to)});
  return base::DumpJson(
      {{"wallMs", base::ToMillis(memory.origin.wall)},
       {"uptimeMs", memory.origin.uptime.since.count()},
       {"boot", memory.origin.uptime.boot},
       {"highestMs", base::ToMillis(memory.highest)},
       {"pausedAtMs", memory.paused_at ? base::Json(base::ToMillis(*memory.paused_at)) : base::Json()},
       {"jumpMs", memory.jump.count()},
       {"absencesMs", std::move(absences)}});
}

ClockMemory ClockMemoryOf(const std::string& text) {
  try {
    const base::Json json = base::ParseJson(text);
    const auto number = [&](const char* name) { return json.at(name).get<std::int64_t>(); };
    const auto time = [&](const char* name) { return base::FromMillis(number(name)); };
    ClockMemory memory;
    memory.origin = {time("wallMs"), {json.at("boot").get<std::string>(), milliseconds(number("uptimeMs"))}};
    memory.highest = time("highestMs");
    if (!json.at("pausedAtMs").is_null()) memory.paused_at = time("pausedAtMs");
    memory.jump = milliseconds(number("jumpMs"));
    for (const base::Json& each : json.at("absencesMs"))
      memory.absences.push_back(
          {base::FromMillis(each.at(0).get<std::int64_t>()), base::FromMillis(each.at(1).get<std::int64_t>())});
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
