// Whether the object store answers, asked at most each 30 s however many want to know: it may be far away and cost
// money. Used by /readyz, by /system, and by the workers, who leave jobs alone while it is away. Thread-safe; nobody
// waits while another asks.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/mutex.h"

namespace clipbox::objectstore {

class StoreState {
 public:
  static constexpr std::chrono::seconds kInterval{30};

  // `check`: ObjectStore::Check, throws where the store is away. `clock` outlives this.
  StoreState(std::function<void()> check, const base::Clock& clock) : check_(std::move(check)), clock_(clock) {}

  struct Answer {
    bool answers = true;
    std::string detail;  // why not; for the operator, not for the public
  };

  // The answer of the last 30 s. The first one is waited for.
  Answer Look() EXCLUDES(mutex_);

 private:
  bool MayAsk() EXCLUDES(mutex_);
  Answer Ask() const;
  void Keep(const Answer& answer) EXCLUDES(mutex_);

  const std::function<void()> check_;
  const base::Clock& clock_;

  base::Mutex mutex_;
  std::condition_variable_any known_;
  std::optional<base::Monotonic> asked_ GUARDED_BY(mutex_);
  std::optional<Answer> last_ GUARDED_BY(mutex_);
};

}  // namespace clipbox::objectstore
