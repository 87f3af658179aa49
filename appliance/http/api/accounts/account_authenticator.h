// The Authenticator of the API: a bearer token or the session cookie, looked up in accounts. Made by the composition
// root for the router. Thread-safe. The accounts must outlive it.
#pragma once

#include "accounts/accounts.h"
#include "http/caller.h"

namespace clipbox::http {

// Of a token, a cookie, a name or a password in a request: longer ones are none of ours.
inline constexpr std::size_t kMaxSecretBytes = 256;

class AccountAuthenticator final : public Authenticator {
 public:
  explicit AccountAuthenticator(accounts::Accounts& accounts) : accounts_(accounts) {}

  // A request with a bearer token is judged by that alone, whatever cookie it carries.
  std::optional<Authentication> Authenticate(const Request& request) override;

 private:
  accounts::Accounts& accounts_;
};

}  // namespace clipbox::http
