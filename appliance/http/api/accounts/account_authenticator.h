// The Authenticator of the API: a bearer token or the session cookie, looked up in accounts. Made by the composition
// root for the router. Thread-safe. The accounts must outlive it.
#pragma once

#include "accounts/accounts.h"
#include "http/caller.h"

namespace clipbox::http {

class AccountAuthenticator final : public Authenticator {
 public:
  explicit AccountAuthenticator(accounts::Accounts& accounts) : accounts_(accounts) {}

  // A request with a bearer token is judged by that alone, whatever cookie it carries.
  std::optional<Authentication> Authenticate(const Request& request) override;

 private:
  accounts::Accounts& accounts_;
};

}  // namespace clipbox::http
