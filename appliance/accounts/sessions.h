// Sessions of browsers: a random secret in a cookie, kept here as its hash, 30 days from its last use. And sign-in
// links that work once, for `clipbox demo`: those live in memory and end with the process. Thread-safe.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "accounts/user.h"
#include "base/clock.h"
#include "base/mutex.h"

namespace clipbox::sqlite {
class Database;
}

namespace clipbox::accounts {

inline constexpr std::chrono::hours kSessionLife{30 * 24};
inline constexpr std::chrono::minutes kSignInTokenLife{60};

struct Session {
  std::string id;  // the secret's hash
  User user;
  bool extended = false;  // the browser's cookie is to be set anew
};

class Sessions {
 public:
  Sessions(sqlite::Database& database, const base::Clock& clock) : database_(database), clock_(clock) {}

  // Starts a session and returns its secret. Expired ones of everybody are swept.
  std::string Start(const jobs::UserId& user);
  // The session of that secret; its 30 days start anew (written at most once an hour).
  std::optional<Session> Find(std::string_view secret);
  // Returns false if there is no such session.
  bool End(const std::string& session_id);

  // A token for POST /session {signInToken}: works once, within an hour, in this process.
  std::string MakeSignInToken(const jobs::UserId& user) EXCLUDES(mutex_);
  // Throws: Error kBadCredentials for a token that is unknown, used or too old.
  User RedeemSignInToken(const std::string& token) EXCLUDES(mutex_);

 private:
  struct Link {
    jobs::UserId user;
    base::Monotonic until;
  };

  sqlite::Database& database_;
  const base::Clock& clock_;

  base::Mutex mutex_;
  std::map<std::string, Link> links_ GUARDED_BY(mutex_);  // by hash
};

}  // namespace clipbox::accounts
