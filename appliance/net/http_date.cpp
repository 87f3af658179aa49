#include "net/http_date.h"

#include <curl/curl.h>

namespace clipbox::net {

std::optional<base::Timestamp> ParseHttpDate(const std::string& text) {
  const std::time_t seconds = curl_getdate(text.c_str(), nullptr);
  if (seconds == -1) return std::nullopt;
  return base::Timestamp(std::chrono::seconds(seconds));
}

}  // namespace clipbox::net
