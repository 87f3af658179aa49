// Compares a password with the hash that is kept of it, and slows down who guesses. The guesses at one thing (an
// account's name, a share) from one address are counted. After 10 wrong ones in 15 minutes nothing is compared, until
// the oldest is 15 minutes old. Thread-safe; one password is hashed at a time, which bounds memory and CPU whoever
// knocks.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.h"
#include "base/mutex.h"

namespace clipbox::accounts {

class Guesses {
 public:
  // `refusal`: what is said to who guessed too often.
  Guesses(const base::Clock& clock, std::string refusal) : clock_(clock), refusal_(std::move(refusal)) {}

  // True if it is the password that `hash` was made of. Throws: Error kRateLimited (+retry_after_seconds).
  bool IsRight(const std::string& thing, const std::string& address, std::string_view hash, std::string_view password);

 private:
  using Key = std::pair<std::string, std::string>;  // the thing, the address
  using Times = std::deque<base::Monotonic>;

  // Notes a failure before the password is looked at, so that parallel guesses count as well. Throws: kRateLimited.
  void Reserve(const Key& key) EXCLUDES(mutex_);
  void Forget(const Key& key) EXCLUDES(mutex_);
  void DropOld(base::Monotonic now) REQUIRES(mutex_);

  const base::Clock& clock_;
  const std::string refusal_;

  base::Mutex hashing_;
  base::Mutex mutex_;
  std::map<Key, Times> failures_ GUARDED_BY(mutex_);
};

}  // namespace clipbox::accounts
