// Checks a name and password, and slows down who guesses (accounts/guesses.h). An unknown name takes as long as a known
// one. Thread-safe.
#pragma once

#include <string>

#include "accounts/guesses.h"
#include "accounts/user.h"
#include "base/clock.h"

namespace clipbox::sqlite {
class Database;
}

namespace clipbox::accounts {

class SignIn {
 public:
  SignIn(sqlite::Database& database, const base::Clock& clock)
      : database_(database), guesses_(clock, "Too many failed sign-ins for this name: wait and try again.") {}

  // Throws: Error kBadCredentials; kRateLimited (+retry_after_seconds).
  User Check(const std::string& username, const std::string& password, const std::string& address);

 private:
  sqlite::Database& database_;
  Guesses guesses_;
};

}  // namespace clipbox::accounts
