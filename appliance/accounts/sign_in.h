// Checks a name and password, and slows down who guesses. After 10 failures for one name from one address within 15
// minutes the answer is 429, until the oldest is 15 minutes old. An unknown name takes as long as a known one.
// Thread-safe; one password is hashed at a time, which bounds memory and CPU whoever knocks.
#pragma once

#include <deque>
#include <map>
#include <string>

#include "accounts/user.h"
#include "base/clock.h"
#include "base/mutex.h"

namespace clipbox::sqlite {
class Database;
}

namespace clipbox::accounts {

class SignIn {
 public:
  SignIn(sqlite::Database& database, const base::Clock& clock) : database_(database), clock_(clock) {}

  // Throws: Error kBadCredentials; kRateLimited (+retry_after_seconds).
  User Check(const std::string& username, const std::string& password, const std::string& address);

 private:
  using Key = std::pair<std::string, std::string>;  // name in lower case, address
  using Times = std::deque<base::Monotonic>;

  // Notes a failure before the password is looked at, so that parallel guesses count as well. Throws: kRateLimited.
  void Reserve(const Key& key) EXCLUDES(mutex_);
  void Forget(const Key& key) EXCLUDES(mutex_);
  void DropOld(base::Monotonic now) REQUIRES(mutex_);

  sqlite::Database& database_;
  const base::Clock& clock_;

  base::Mutex hashing_;
  base::Mutex mutex_;
  std::map<Key, Times> failures_ GUARDED_BY(mutex_);
};

}  // namespace clipbox::accounts
