#include "accounts/users.h"

#include <algorithm>

#include "accounts/rows.h"
#include "base/error.h"
#include "base/text.h"
#include "crypto/secrets.h"
#include "sqlite/database.h"

namespace clipbox::accounts {
namespace {

using base::Error;
using base::ErrorCode;

bool MayBeInName(char letter) {
  return base::IsLetterOrDigit(letter) || std::string_view("._-@+").find(letter) != std::string_view::npos;
}

std::optional<User> OneUser(sqlite::Statement row) {
  if (!row.Next()) return std::nullopt;
  return UserOfRow(row);
}

User GetOtherAdmin(sqlite::Connection& connection, const jobs::UserId& id) {
  auto row = connection.Query("FindOtherAdmin", {{":id", id}});
  if (row.Next()) return UserOfRow(row);
  throw Error(ErrorCode::kLastAdmin, "This is the last administrator: make another one first.");
}

[[noreturn]] void NoSuchUser() { throw Error(ErrorCode::kNotFound, "There is no such user."); }

}  // namespace

void CheckUsername(std::string_view username) {
  const bool fits = !username.empty() && username.size() <= kMaxUsernameBytes && base::IsLetterOrDigit(username[0]) &&
                    std::all_of(username.begin(), username.end(), MayBeInName);
  if (fits) return;
  throw Error(ErrorCode::kInvalidField,
              "Choose a user name of 1 to 64 letters, digits and . _ - @ + that starts with a letter or digit.",
              {.pointer = "/username"});
}

void CheckPasswordForm(std::string_view password, const std::string& pointer) {
  if (password.size() >= kMinPasswordBytes && password.size() <= kMaxPasswordBytes) return;
  throw Error(ErrorCode::kInvalidField, "Choose a password of 8 to 1,024 bytes.", {.pointer = pointer});
}

User Users::Add(const std::string& username, const std::string& password, Role role) {
  CheckUsername(username);
  CheckPasswordForm(password);
  const base::Timestamp now = clock_.Now();
  const User user{base::NewId<jobs::UserId>(now), username, role, now};
  const std::string hash = crypto::HashPassword(password);
  const int added = database_.Write([&](sqlite::Connection& connection) {
    return connection.Run(
        "AddUser",
        {{":id", user.id}, {":username", username}, {":password_hash", hash}, {":role", ToText(role)}, {":now", now}});
  });
  if (added == 0) {
    throw Error(ErrorCode::kInvalidField, "The user name \"" + username + "\" is taken: choose another.",
                {.pointer = "/username"});
  }
  return user;
}

std::optional<User> Users::Find(const jobs::UserId& id) const {
  return database_.Read([&](sqlite::Connection& connection) {
    return OneUser(connection.Query("FindUser", {{":id", id}}));
  });
}

std::optional<User> Users::FindByName(const std::string& username) const {
  return database_.Read([&](sqlite::Connection& connection) {
    return OneUser(connection.Query("FindUserByName", {{":username", username}}));
  });
}

std::vector<User> Users::List(const std::string& after_id, int limit) const {
  return database_.Read([&](sqlite::Connection& connection) {
    std::vector<User> users;
    auto row = connection.Query("ListUsers", {{":after", after_id}, {":limit", limit}});
    while (row.Next()) users.push_back(UserOfRow(row));
    return users;
  });
}

bool Users::Any() const {
  return database_.Read([](sqlite::Connection& connection) {
    auto row = connection.Query("AnyUser");
    return row.Next() && row.Get<bool>("found");
  });
}

void Users::StorePassword(const jobs::UserId& id, const std::string& password, const std::string& keep_session) {
  const std::string hash = crypto::HashPassword(password);
  database_.Write([&](sqlite::Connection& connection) {
    if (connection.Run("SetPasswordHash", {{":id", id}, {":password_hash", hash}}) == 0) NoSuchUser();
    connection.Run("EndSessionsOf", {{":user_id", id}, {":keep", keep_session}});
  });
}

void Users::SetPassword(const jobs::UserId& id, const std::string& password) {
  CheckPasswordForm(password);
  StorePassword(id, password, "");
}

void Users::ChangePassword(const jobs::UserId& id, const std::string& old_password, const std::string& password,
                           const std::string& keep_session) {
  CheckPasswordForm(password);
  const std::string hash = database_.Read([&](sqlite::Connection& connection) {
    auto row = connection.Query("FindUser", {{":id", id}});
    if (!row.Next()) NoSuchUser();
    return row.Get<std::string>("password_hash");
  });
  if (!crypto::VerifyPassword(hash, old_password)) {
    throw Error(ErrorCode::kBadCredentials, "The old password is not right: type it again.");
  }
  StorePassword(id, password, keep_session);
}

void Users::Remove(const jobs::UserId& id, const jobs::UserId& heir) {
  database_.Write([&](sqlite::Connection& connection) {
    const std::optional<User> user = OneUser(connection.Query("FindUser", {{":id", id}}));
    if (!user) NoSuchUser();
    if (user->role == Role::kAdmin) GetOtherAdmin(connection, id);
    if (id == heir) throw Error(ErrorCode::kForbidden, "Nobody removes themselves: ask another administrator.");
    connection.Run("GiveJobsAway", {{":id", id}, {":heir", heir}});
    connection.Run("RemoveUser", {{":id", id}});
  });
}

User Users::HeirOf(const jobs::UserId& id) const {
  return database_.Read([&](sqlite::Connection& connection) { return GetOtherAdmin(connection, id); });
}

}  // namespace clipbox::accounts
