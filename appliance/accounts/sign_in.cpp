#include "accounts/sign_in.h"

#include <optional>

#include "accounts/rows.h"
#include "base/error.h"
#include "base/metrics.h"
#include "base/text.h"
#include "crypto/secrets.h"
#include "sqlite/database.h"

namespace clipbox::accounts {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::size_t kMaxFailures = 10;
constexpr std::chrono::minutes kWindow{15};
constexpr std::size_t kMaxKeys = 10'000;

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

void SignIn::DropOld(base::Monotonic now) {
  std::erase_if(failures_, [&](const auto& entry) { return entry.second.back() + kWindow <= now; });
}

void SignIn::Reserve(const Key& key) {
  const base::Monotonic now = clock_.MonotonicNow();
  const base::MutexLock lock(mutex_);
  const auto found = failures_.find(key);
  if (found == failures_.end() && failures_.size() >= kMaxKeys) DropOld(now);
  // Still full: somebody tries thousands of names. Losing the first key is better than growing without bound.
  if (found == failures_.end() && failures_.size() >= kMaxKeys) failures_.erase(failures_.begin());
  Times& times = failures_[key];
  while (!times.empty() && times.front() + kWindow <= now) times.pop_front();
  if (times.size() >= kMaxFailures) {
    const auto wait = std::chrono::ceil<std::chrono::seconds>(times.front() + kWindow - now);
    throw Error(ErrorCode::kRateLimited, "Too many failed sign-ins for this name: wait and try again.",
                {.retry_after_seconds = wait.count()});
  }
  times.push_back(now);
}

void SignIn::Forget(const Key& key) {
  const base::MutexLock lock(mutex_);
  failures_.erase(key);
}

User SignIn::Check(const std::string& username, const std::string& password, const std::string& address) {
  const Key key{base::ToLower(username), address};
  Reserve(key);
  const std::optional<Known> known = FindKnown(database_, username);
  bool matches = false;
  {
    const base::MutexLock one_at_a_time(hashing_);
    matches = crypto::VerifyPassword(known ? known->hash : kNobodysHash, password);
  }
  if (!known || !matches) {
    base::CountMetric("clipbox_sign_in_failures_total");
    throw Error(ErrorCode::kBadCredentials, "The name or the password is not right: type them again.");
  }
  Forget(key);
  return known->user;
}

}  // namespace clipbox::accounts
