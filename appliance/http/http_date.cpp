#include "http/http_date.h"

#include <array>
#include <ctime>

namespace clipbox::http {

std::string ToHttpDate(base::Timestamp time) {
  static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
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

}  // namespace clipbox::http
