// The accounts themselves: made, listed, given another password, removed. Used by the API's handlers and the command
// line, which may both act at once: every rule is checked inside the write transaction. Thread-safe. Hashing a password
// takes about 75 ms.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/user.h"
#include "base/clock.h"

namespace clipbox::sqlite {
class Database;
}

namespace clipbox::accounts {

inline constexpr std::size_t kMaxUsernameBytes = 64;
inline constexpr std::size_t kMinPasswordBytes = 8;
inline constexpr std::size_t kMaxPasswordBytes = 1024;

// Throws: Error kInvalidField (/username): 1 to 64 letters, digits and `. _ - @ +`, the first a letter or digit.
void CheckUsername(std::string_view username);
// Throws: Error kInvalidField (`pointer`) outside 8 to 1,024 bytes.
void CheckPasswordForm(std::string_view password, const std::string& pointer = "/password");

class Users {
 public:
  Users(sqlite::Database& database, const base::Clock& clock) : database_(database), clock_(clock) {}

  // Throws: Error kInvalidField for a name or password that the rules refuse, or a name that is taken (in any case of
  // its letters).
  User Add(const std::string& username, const std::string& password, Role role);
  std::optional<User> Find(const jobs::UserId& id) const;
  std::optional<User> FindByName(const std::string& username) const;
  // At most `limit`, oldest first, those after `after_id` (empty: from the start).
  std::vector<User> List(const std::string& after_id, int limit) const;
  bool Any() const;

  // Gives a new password and ends all sessions of the user. Throws: kInvalidField, kNotFound.
  void SetPassword(const jobs::UserId& id, const std::string& password);
  // The same by oneself; the session of id `keep_session` goes on. Throws: also kBadCredentials for a wrong old
  // password.
  void ChangePassword(const jobs::UserId& id, const std::string& old_password, const std::string& password,
                      const std::string& keep_session);

  // Removes the user with their sessions and tokens; their jobs go to `heir`. Throws: kNotFound, kLastAdmin; kForbidden
  // where `heir` is the user.
  void Remove(const jobs::UserId& id, const jobs::UserId& heir);
  // The oldest administrator but `id`: who inherits where nobody is signed in (the command line). Throws: kLastAdmin.
  User HeirOf(const jobs::UserId& id) const;

 private:
  void StorePassword(const jobs::UserId& id, const std::string& password, const std::string& keep_session);

  sqlite::Database& database_;
  const base::Clock& clock_;
};

}  // namespace clipbox::accounts
