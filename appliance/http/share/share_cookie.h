// The cookie by which a visitor who knew a page's password is known for a while. It is signed with the hash that is
// kept of the password. So it is good for that page and that password only, and no row is kept of it. Pure.
#pragma once

#include <chrono>
#include <string>

#include "base/clock.h"
#include "http/request.h"
#include "store/bytes/shares.h"

namespace clipbox::http {

inline constexpr std::chrono::hours kShareCookieLife{7 * 24};

// True if the request carries the cookie of this share and its present password. Requires: share.password_hash.
bool HasShareCookie(const Request& request, const store::Share& share, base::Timestamp now);

// A Set-Cookie value, good below the share's own path. Requires: share.password_hash.
std::string SetShareCookie(const Request& request, const store::Share& share, base::Timestamp now);

}  // namespace clipbox::http
