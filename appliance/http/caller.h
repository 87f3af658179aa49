// Who makes a request, and the interface through which the router finds out (http/api/accounts implements it). The
// router calls it once per request, from the connection's thread, so implementations are thread-safe.
#pragma once

#include <optional>
#include <string>

#include "jobs/ids.h"

namespace clipbox::http {

struct Request;

struct Caller {
  jobs::UserId user;
  bool is_administrator = false;
  std::string session;  // the session's id where the cookie was used, else empty (an API token)
};

struct Authentication {
  Caller caller;
  std::string set_cookie;  // a Set-Cookie value when the session's time was extended, else empty
};

class Authenticator {
 public:
  virtual ~Authenticator() = default;

  // Reads `Authorization: Bearer` (BearerToken) or else the session cookie (SessionCookie, both http/cookies.h).
  // Returns nullopt if the request carries neither, or one that is not valid (any more). The cross-site rule has been
  // checked before.
  virtual std::optional<Authentication> Authenticate(const Request& request) = 0;
};

}  // namespace clipbox::http
