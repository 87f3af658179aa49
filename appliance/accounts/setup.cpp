#include "accounts/setup.h"

#include "accounts/users.h"
#include "base/error.h"
#include "crypto/secrets.h"
#include "sqlite/database.h"

namespace clipbox::accounts {
namespace {

using base::Error;
using base::ErrorCode;

bool AnyUser(sqlite::Connection& connection) {
  auto row = connection.Query("AnyUser");
  return row.Next() && row.Get<bool>("found");
}

std::string PendingToken(sqlite::Connection& connection) {
  auto row = connection.Query("FindSetupToken");
  return row.Next() ? row.Get<std::string>("value") : "";
}

// Within the transaction that makes the administrator too, so that of two at once one wins.
void CheckToken(sqlite::Connection& connection, const std::string& token) {
  if (AnyUser(connection)) {
    throw Error(ErrorCode::kAlreadySetUp,
                "This clipbox is set up already: sign in, or ask an administrator for an account.");
  }
  const std::string pending = PendingToken(connection);
  if (pending.empty() || !crypto::ConstantTimeEqual(pending, token)) {
    throw Error(ErrorCode::kBadCredentials, "This set-up link is not right: use the one that `clipbox serve` prints.");
  }
}

}  // namespace

std::optional<std::string> Setup::Token() {
  return database_.Write([](sqlite::Connection& connection) -> std::optional<std::string> {
    if (AnyUser(connection)) return std::nullopt;
    connection.Run("AddSetupToken", {{":value", crypto::NewToken()}});
    return PendingToken(connection);
  });
}

User Setup::Finish(const std::string& token, const std::string& username, const std::string& password) {
  database_.Read([&](sqlite::Connection& connection) { CheckToken(connection, token); });
  CheckUsername(username);
  CheckPasswordForm(password);
  const std::string hash = crypto::HashPassword(password);
  const base::Timestamp now = clock_.Now();
  const User user{base::NewId<jobs::UserId>(now), username, Role::kAdmin, now};
  database_.Write([&](sqlite::Connection& connection) {
    CheckToken(connection, token);
    connection.Run("AddUser", {{":id", user.id},
                               {":username", username},
                               {":password_hash", hash},
                               {":role", ToText(user.role)},
                               {":now", now}});
    connection.Run("DropSetupToken");
  });
  return user;
}

}  // namespace clipbox::accounts
