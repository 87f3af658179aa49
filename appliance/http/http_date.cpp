#include "http/http_date.h"

#include <algorithm>
#include <array>
#include <ctime>

namespace clipbox::http {
namespace {

constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

std::string ToHttpDate(base::Timestamp time) {
  static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  // Names of our own: strftime's depend on the locale.
  char text[32] = {};
  std::strftime(text, sizeof text, "%d %%s %Y %H:%M:%S GMT", &parts);
  const std::string day = kDays[static_cast<std::size_t>(parts.tm_wday)];
  std::string made = day + ", " + text;
  return made.replace(made.find("%s"), 2, kMonths[static_cast<std::size_t>(parts.tm_mon)]);
}

// `Fri, 02 Jan 2026 03:04:05 GMT` is rearranged into ISO 8601, which knows what days and hours there are. Writing it
// again must give the same text, or the day of the week was another.
std::optional<base::Timestamp> ParseHttpDate(std::string_view text) {
  if (text.size() != 29) return std::nullopt;
  const auto month = std::find(kMonths.begin(), kMonths.end(), text.substr(8, 3));
  const std::string number = std::to_string(month - kMonths.begin() + 1);
  std::string iso(text.substr(12, 4));
  iso.append(number.size() == 1 ? "-0" : "-").append(number).append("-").append(text.substr(5, 2)).append("T");
  const auto time = base::FromIso8601(iso.append(text.substr(17, 8)).append("Z"));
  return time && ToHttpDate(*time) == text ? time : std::nullopt;
}

}  // namespace clipbox::http
