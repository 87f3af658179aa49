#include "accounts/api_tokens.h"

#include <chrono>

#include "accounts/rows.h"
#include "base/error.h"
#include "base/text.h"
#include "crypto/secrets.h"
#include "sqlite/database.h"

namespace clipbox::accounts {
namespace {

constexpr std::size_t kMaxNameBytes = 100;
constexpr std::string_view kSecretPrefix = "clipbox_";  // so that scanners for leaked secrets can know it
constexpr std::chrono::minutes kMinTouch{1};

std::vector<ApiToken> AllTokens(sqlite::Statement row) {
  std::vector<ApiToken> tokens;
  while (row.Next()) {
    tokens.push_back({row.Get<std::string>("id"), row.Get<jobs::UserId>("user_id"), row.Get<std::string>("name"),
                      row.Get<base::Timestamp>("created_at"), row.Get<std::optional<base::Timestamp>>("last_used_at")});
  }
  return tokens;
}

struct Found {
  User user;
  std::string token_id;
  bool touch = false;
};

}  // namespace

NewApiToken ApiTokens::Create(const jobs::UserId& user, const std::string& name) {
  if (name.size() > kMaxNameBytes || !base::IsPlainLine(name)) {
    throw base::Error(
        base::ErrorCode::kInvalidField,
        "Choose a name of at most 100 bytes for the token; it must be " + std::string(base::kPlainLineWords) + ".",
        {.pointer = "/name"});
  }
  const base::Timestamp now = clock_.Now();
  NewApiToken made{{base::NewIdText(now), user, name, now, std::nullopt},
                   std::string(kSecretPrefix) + crypto::NewToken()};
  database_.Write([&](sqlite::Connection& connection) {
    if (!connection.Query("FindUser", {{":id", user}}).Next())
      throw base::Error(base::ErrorCode::kNotFound, "There is no such user.");
    connection.Run("AddToken", {{":id", made.token.id},
                                {":user_id", user},
                                {":name", name},
                                {":token_hash", crypto::HashToken(made.secret)},
                                {":now", now}});
  });
  return made;
}

std::vector<ApiToken> ApiTokens::List(const jobs::UserId& user, const std::string& after_id, int limit) const {
  return database_.Read([&](sqlite::Connection& connection) {
    return AllTokens(connection.Query("ListTokens", {{":user_id", user}, {":after", after_id}, {":limit", limit}}));
  });
}

std::vector<ApiToken> ApiTokens::ListAll() const {
  return database_.Read([](sqlite::Connection& connection) { return AllTokens(connection.Query("ListAllTokens")); });
}

bool ApiTokens::Remove(const jobs::UserId& user, const std::string& id) {
  return database_.Write([&](sqlite::Connection& connection) {
    return connection.Run("RemoveToken", {{":id", id}, {":user_id", user}});
  }) > 0;
}

bool ApiTokens::RemoveAnyones(const std::string& id) {
  return database_.Write([&](sqlite::Connection& connection) {
    return connection.Run("RemoveAnyonesToken", {{":id", id}});
  }) > 0;
}

std::optional<User> ApiTokens::Find(std::string_view secret) {
  const base::Timestamp now = clock_.Now();
  const std::optional<Found> found = database_.Read([&](sqlite::Connection& connection) -> std::optional<Found> {
    auto row = connection.Query("FindToken", {{":token_hash", crypto::HashToken(secret)}});
    if (!row.Next()) return std::nullopt;
    const auto used = row.Get<std::optional<base::Timestamp>>("last_used_at");
    return Found{UserOfRow(row), row.Get<std::string>("token_id"), !used || *used + kMinTouch <= now};
  });
  if (!found) return std::nullopt;
  if (found->touch) {
    database_.Write([&](sqlite::Connection& connection) {
      connection.Run("TouchToken", {{":id", found->token_id}, {":now", now}});
    });
  }
  return found->user;
}

}  // namespace clipbox::accounts
