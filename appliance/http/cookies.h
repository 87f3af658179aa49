// The credentials that a request carries: the session cookie and the bearer token, and the cookie as an answer sets it.
// Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "http/headers.h"
#include "http/request.h"

namespace clipbox::http {

inline constexpr std::string_view kSessionCookie = "clipbox_session";

// The value of a cookie (RFC 6265, 5.4); the first of that name.
std::optional<std::string_view> FindCookie(const Headers& headers, std::string_view name);
inline std::optional<std::string_view> SessionCookie(const Request& request) {
  return FindCookie(request.headers, kSessionCookie);
}

// The token of `Authorization: Bearer <token>`; the scheme in any case.
std::optional<std::string_view> BearerToken(const Request& request);

// `clipbox_session=…; Path=/; HttpOnly; SameSite=Strict; Max-Age=…`, with Secure where the client came over TLS.
std::string SetSessionCookie(const Request& request, std::string_view value, std::chrono::seconds max_age);
std::string ClearSessionCookie(const Request& request);

// Tells the page, which cannot read the session's cookie, that there is none: it then shows the sign-in without asking.
// Sets or clears `clipbox_signed_out` where that is not so already. A link on another site brings no session, though
// there may be one (SameSite=Strict). So it is said only of a request that the browser says comes from nowhere else
// (`Sec-Fetch-Site`). For answers with index.html, which is never kept unasked.
inline constexpr std::string_view kSignedOutCookie = "clipbox_signed_out";
void MarkSignedOut(const Request& request, Headers& answer);

// False if a browser says that a page of another site makes this request. It does so by `Sec-Fetch-Site`, or failing
// that by an Origin that is not the request's own.
bool IsFromOwnPage(const Request& request);

// The cross-site rule for state-changing calls that carry the cookie. They need `Sec-Fetch-Site: same-origin` or
// `none`, or failing that an Origin that is the request's own; with neither header they are accepted. Throws: Error
// kCrossSite.
void CheckSameSite(const Request& request);

}  // namespace clipbox::http
