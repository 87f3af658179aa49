// The first administrator: `serve` prints a link with a token while there is no account. The token stays the same until
// it is used, over restarts too. It works once. Thread-safe.
#pragma once

#include <optional>
#include <string>

#include "accounts/user.h"
#include "base/clock.h"

namespace clipbox::sqlite {
class Database;
}

namespace clipbox::accounts {

class Setup {
 public:
  Setup(sqlite::Database& database, const base::Clock& clock) : database_(database), clock_(clock) {}

  // The pending token, made where there is none; nullopt once there is an account.
  std::optional<std::string> Token();
  // Makes the administrator and forgets the token. Throws: Error kAlreadySetUp once there is an account;
  // kBadCredentials for another token; kInvalidField for the name or password.
  User Finish(const std::string& token, const std::string& username, const std::string& password);

 private:
  sqlite::Database& database_;
  const base::Clock& clock_;
};

}  // namespace clipbox::accounts
