#include "accounts/sessions.h"

#include "accounts/rows.h"
#include "base/error.h"
#include "crypto/secrets.h"
#include "sqlite/database.h"

namespace clipbox::accounts {
namespace {

// Writing each use would cost a commit per request.
constexpr std::chrono::hours kMinExtension{1};

}  // namespace

std::string Sessions::Start(const jobs::UserId& user) {
  const std::string secret = crypto::NewToken();
  const base::Timestamp now = clock_.Now();
  database_.Write([&](sqlite::Connection& connection) {
    connection.Run("SweepSessions", {{":now", now}});
    connection.Run("StartSession", {{":token_hash", crypto::HashToken(secret)},
                                    {":user_id", user},
                                    {":now", now},
                                    {":expires_at", base::Timestamp(now + kSessionLife)}});
  });
  return secret;
}

std::optional<Session> Sessions::Find(std::string_view secret) {
  const std::string id = crypto::HashToken(secret);
  const base::Timestamp now = clock_.Now();
  std::optional<Session> session = database_.Read([&](sqlite::Connection& connection) -> std::optional<Session> {
    auto row = connection.Query("FindSession", {{":token_hash", id}, {":now", now}});
    if (!row.Next()) return std::nullopt;
    const bool extend = row.Get<base::Timestamp>("expires_at") + kMinExtension <= now + kSessionLife;
    return Session{id, UserOfRow(row), extend};
  });
  if (session && session->extended) {
    database_.Write([&](sqlite::Connection& connection) {
      connection.Run("ExtendSession", {{":token_hash", id}, {":expires_at", base::Timestamp(now + kSessionLife)}});
    });
  }
  return session;
}

bool Sessions::End(const std::string& session_id) {
  return database_.Write([&](sqlite::Connection& connection) {
    return connection.Run("EndSession", {{":token_hash", session_id}});
  }) > 0;
}

std::string Sessions::MakeSignInToken(const jobs::UserId& user) {
  std::string token = crypto::NewToken();
  const base::MutexLock lock(mutex_);
  links_[crypto::HashToken(token)] = {user, clock_.MonotonicNow() + kSignInTokenLife};
  return token;
}

User Sessions::RedeemSignInToken(const std::string& token) {
  const base::Monotonic now = clock_.MonotonicNow();
  std::optional<jobs::UserId> user_id;
  {
    const base::MutexLock lock(mutex_);
    std::erase_if(links_, [&](const auto& entry) { return entry.second.until <= now; });
    if (const auto node = links_.extract(crypto::HashToken(token))) user_id = node.mapped().user;
  }
  std::optional<User> user;
  if (user_id) {
    user = database_.Read([&](sqlite::Connection& connection) -> std::optional<User> {
      auto row = connection.Query("FindUser", {{":id", *user_id}});
      if (!row.Next()) return std::nullopt;
      return UserOfRow(row);
    });
  }
  if (user) return *user;
  throw base::Error(base::ErrorCode::kBadCredentials,
                    "This sign-in link was used or is too old: sign in with name and password.");
}

}  // namespace clipbox::accounts
