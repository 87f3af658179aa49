#include "accounts/sign_in.h"

#include <optional>

#include "accounts/rows.h"
#include "base/error.h"
#include "base/metrics.h"
#include "base/text.h"
#include "sqlite/database.h"

namespace clipbox::accounts {
namespace {

// No password has this hash: an unknown name costs the same work as a known one.
constexpr std::string_view kNobodysHash =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

struct Known {
  User user;
  std::string hash;
};

std::optional<Known> FindKnown(sqlite::Database& database, const std::string& username) {
  return database.Read([&](sqlite::Connection& connection) -> std::optional<Known> {
    auto row = connection.Query("FindUserByName", {{":username", username}});
    if (!row.Next()) return std::nullopt;
    return Known{UserOfRow(row), row.Get<std::string>("password_hash")};
  });
}

}  // namespace

User SignIn::Check(const std::string& username, const std::string& password, const std::string& address) {
  const std::optional<Known> known = FindKnown(database_, username);
  const bool is_right =
      guesses_.IsRight(base::ToLower(username), address, known ? known->hash : kNobodysHash, password);
  if (known && is_right) return known->user;
  base::CountMetric("clipbox_sign_in_failures_total");
  throw base::Error(base::ErrorCode::kBadCredentials, "The name or the password is not right: type them again.");
}

}  // namespace clipbox::accounts
