#include "objectstore/store_state.h"

#include "base/error.h"
#include "base/log.h"

namespace clipbox::objectstore {

StoreState::Answer StoreState::Look() {
  if (MayAsk()) Keep(Ask());
  base::MutexLock lock(mutex_);
  // Only before the first answer; the one who asks always gives one.
  known_.wait(lock, [&]() CLIPBOX_THREAD_ATTRIBUTE(no_thread_safety_analysis) { return last_.has_value(); });
  return *last_;
}

// True for one caller per interval, who then asks.
bool StoreState::MayAsk() {
  const base::MutexLock lock(mutex_);
  const base::Monotonic now = clock_.MonotonicNow();
  if (asked_ && now - *asked_ < kInterval) return false;
  asked_ = now;
  return true;
}

StoreState::Answer StoreState::Ask() const {
  try {
    check_();
    return {};
  } catch (const std::exception& error) {
    return {.answers = false, .detail = base::Explain(error)};
  }
}

void StoreState::Keep(const Answer& answer) {
  bool was_there = true;
  {
    const base::MutexLock lock(mutex_);
    if (last_) was_there = last_->answers;
    last_ = answer;
  }
  known_.notify_all();
  if (was_there && !answer.answers) base::LogWarning("store.away", {{"error", answer.detail}});
  if (!was_there && answer.answers) base::LogInfo("store.back", {});
}

}  // namespace clipbox::objectstore
