#include "http/share/share_cookie.h"

#include <cstdint>
#include <string_view>

#include "base/text.h"
#include "crypto/hmac.h"
#include "crypto/secrets.h"
#include "http/cookies.h"

namespace clipbox::http {
namespace {

constexpr std::string_view kShareCookie = "clipbox_share";

// `<until, in ms>.<HMAC-SHA256 in hex>`
std::string ValueUntil(const store::Share& share, std::int64_t until_ms) {
  const std::string until = std::to_string(until_ms);
  return until + "." + crypto::HmacSha256(*share.password_hash).SignHex("share " + share.token + " until " + until);
}

}  // namespace

bool HasShareCookie(const Request& request, const store::Share& share, base::Timestamp now) {
  const auto value = FindCookie(request.headers, kShareCookie);
  if (!value) return false;
  const auto until = base::ParseNumber<std::int64_t>(value->substr(0, value->find('.')));
  return until && *until > base::ToMillis(now) && crypto::ConstantTimeEqual(*value, ValueUntil(share, *until));
}

std::string SetShareCookie(const Request& request, const store::Share& share, base::Timestamp now) {
  const std::int64_t until = base::ToMillis(now + kShareCookieLife);
  std::string cookie(kShareCookie);
  cookie += "=" + ValueUntil(share, until) + "; Path=/s/" + share.token +
            "; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(std::chrono::seconds(kShareCookieLife).count());
  if (request.scheme == "https") cookie += "; Secure";
  return cookie;
}

}  // namespace clipbox::http
