#include "http/cookies.h"

#include "base/error.h"
#include "base/text.h"

namespace clipbox::http {
namespace {

std::string CookieText(const Request& request, std::string_view value, std::chrono::seconds max_age) {
  std::string text(kSessionCookie);
  text.append("=")
      .append(value)
      .append("; Path=/; HttpOnly; SameSite=Strict; Max-Age=")
      .append(std::to_string(max_age.count()));
  if (request.scheme == "https") text += "; Secure";
  return text;
}

bool ChangesState(std::string_view method) { return method != "GET" && method != "HEAD" && method != "OPTIONS"; }

}  // namespace

std::optional<std::string_view> FindCookie(const Headers& headers, std::string_view name) {
  for (const std::string_view line : headers.FindAll("Cookie")) {
    for (const std::string_view pair : base::SplitList(line, ';')) {
      const std::size_t equals = pair.find('=');
      if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
    }
  }
  return std::nullopt;
}

std::optional<std::string_view> BearerToken(const Request& request) {
  const auto value = request.headers.Find("Authorization");
  if (!value || value->size() < 8 || !EqualsIgnoringCase(value->substr(0, 7), "Bearer ")) return std::nullopt;
  return base::Trim(value->substr(7));
}

std::string SetSessionCookie(const Request& request, std::string_view value, std::chrono::seconds max_age) {
  return CookieText(request, value, max_age);
}

std::string ClearSessionCookie(const Request& request) { return CookieText(request, "", std::chrono::seconds(0)); }

void MarkSignedOut(const Request& request, Headers& answer) {
  const bool has_session = SessionCookie(request).has_value();
  const std::string_view site = request.headers.Find("Sec-Fetch-Site").value_or("");
  if (!has_session && site != "same-origin" && site != "none") return;
  const bool is_signed_out = !has_session;
  if (is_signed_out == FindCookie(request.headers, kSignedOutCookie).has_value()) return;
  std::string text(kSignedOutCookie);
  text += is_signed_out ? "=1; Path=/; SameSite=Strict" : "=; Path=/; SameSite=Strict; Max-Age=0";
  if (request.scheme == "https") text += "; Secure";
  answer.Add("Set-Cookie", text);
}

bool IsFromOwnPage(const Request& request) {
  if (const auto site = request.headers.Find("Sec-Fetch-Site")) return *site == "same-origin" || *site == "none";
  const auto origin = request.headers.Find("Origin");
  return !origin || *origin == request.scheme + "://" + request.host || *origin == request.origin;
}

void CheckSameSite(const Request& request) {
  if (!ChangesState(request.method) || !SessionCookie(request) || IsFromOwnPage(request)) return;
  throw base::Error(base::ErrorCode::kCrossSite,
                    "This call came from another site's page. Open clipbox itself, or use an API token.");
}

}  // namespace clipbox::http
