#include "accounts/guesses.h"

#include <chrono>

#include "base/error.h"
#include "crypto/secrets.h"

namespace clipbox::accounts {
namespace {

constexpr std::size_t kMaxFailures = 10;
constexpr std::chrono::minutes kWindow{15};
constexpr std::size_t kMaxKeys = 10'000;

}  // namespace

void Guesses::DropOld(base::Monotonic now) {
  std::erase_if(failures_, [&](const auto& entry) { return entry.second.back() + kWindow <= now; });
}

void Guesses::Reserve(const Key& key) {
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
    throw base::Error(base::ErrorCode::kRateLimited, refusal_, {.retry_after_seconds = wait.count()});
  }
  times.push_back(now);
}

void Guesses::Forget(const Key& key) {
  const base::MutexLock lock(mutex_);
  failures_.erase(key);
}

bool Guesses::IsRight(const std::string& thing, const std::string& address, std::string_view hash,
                      std::string_view password) {
  const Key key{thing, address};
  Reserve(key);
  {
    const base::MutexLock one_at_a_time(hashing_);
    if (!crypto::VerifyPassword(hash, password)) return false;
  }
  Forget(key);
  return true;
}

}  // namespace clipbox::accounts
