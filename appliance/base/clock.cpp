#include "base/clock.h"

#include <fmt/core.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "base/text.h"

namespace clipbox::base {

using std::chrono::milliseconds;

namespace {

constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

// `d` stands for a digit.
bool HasForm(std::string_view text, std::string_view form) {
  if (text.size() != form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] == 'd' ? !IsDigit(text[i]) : text[i] != form[i]) return false;
  }
  return true;
}

std::string ReadBoot() {
  std::string boot;
  std::ifstream("/proc/sys/kernel/random/boot_id") >> boot;
  return boot;
}

}  // namespace

Timestamp SystemClock::Now() const {
  return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

Monotonic SystemClock::MonotonicNow() const { return std::chrono::steady_clock::now(); }

Uptime SystemClock::MachineUptime() const {
  static const std::string boot = ReadBoot();
  timespec time{};
  ::clock_gettime(CLOCK_BOOTTIME, &time);
  return {boot, milliseconds(std::int64_t{time.tv_sec} * 1000 + time.tv_nsec / 1'000'000)};
}

std::string ToIso8601(Timestamp time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

std::optional<Timestamp> FromIso8601(std::string_view text) {
  const bool with_millis = HasForm(text, "dddd-dd-ddTdd:dd:dd.dddZ");
  if (!with_millis && !HasForm(text, "dddd-dd-ddTdd:dd:ddZ")) return std::nullopt;
  const auto number = [text](std::size_t at, std::size_t count) { return *ParseNumber<int>(text.substr(at, count)); };
  const std::chrono::year_month_day date{std::chrono::year(number(0, 4)),
                                         std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                         std::chrono::day(static_cast<unsigned>(number(8, 2)))};
  if (!date.ok() || number(11, 2) > 23 || number(14, 2) > 59 || number(17, 2) > 59) return std::nullopt;
  const auto clock = std::chrono::hours(number(11, 2)) + std::chrono::minutes(number(14, 2)) +
                     std::chrono::seconds(number(17, 2)) + milliseconds(with_millis ? number(20, 3) : 0);
  return Timestamp(std::chrono::sys_days(date).time_since_epoch() + clock);
}

// With names of our own: strftime's depend on the locale.
std::string ToHttpDate(Timestamp time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays.at(std::chrono::weekday(day).c_encoding()),
                     static_cast<unsigned>(date.day()), kMonths.at(static_cast<unsigned>(date.month()) - 1),
                     static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

// Rearranged into ISO 8601, which knows what days and hours there are. Writing it again must give the same text, or the
// day of the week was another.
std::optional<Timestamp> FromHttpDate(std::string_view text) {
  if (text.size() != 29) return std::nullopt;
  const auto month = std::ranges::find(kMonths, text.substr(8, 3)) - kMonths.begin() + 1;
  const auto time =
      FromIso8601(fmt::format("{}-{:02}-{}T{}Z", text.substr(12, 4), month, text.substr(5, 2), text.substr(17, 8)));
  return time && ToHttpDate(*time) == text ? time : std::nullopt;
}

}  // namespace clipbox::base
