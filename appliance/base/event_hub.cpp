#include "base/event_hub.h"

#include <algorithm>
#include <utility>

namespace clipbox::base {

void EventHub::Publish(const Event& event) {
  {
    const MutexLock lock(mutex_);
    for (Subscription* subscriber : subscribers_) {
      if (subscriber->queue_.size() == kQueueLimit) {
        subscriber->queue_.pop_front();
        subscriber->lagged_ = true;
      }
      subscriber->queue_.push_back(event);
    }
  }
  changed_.notify_all();
}

std::unique_ptr<Subscription> EventHub::Subscribe() {
  std::unique_ptr<Subscription> subscription(new Subscription(*this));
  const MutexLock lock(mutex_);
  subscribers_.push_back(subscription.get());
  return subscription;
}

void EventHub::Close() {
  {
    const MutexLock lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
}

Subscription::~Subscription() {
  const MutexLock lock(hub_.mutex_);
  std::erase(hub_.subscribers_, this);
}

std::optional<Event> Subscription::Next(std::stop_token stop, std::chrono::milliseconds timeout) {
  MutexLock lock(hub_.mutex_);
  const auto ready = [this]() CLIPBOX_THREAD_ATTRIBUTE(no_thread_safety_analysis) {
    return hub_.closed_ || !queue_.empty();
  };
  hub_.changed_.wait_for(lock, stop, timeout, ready);
  if (queue_.empty() || stop.stop_requested()) return std::nullopt;
  Event event = std::move(queue_.front());
  queue_.pop_front();
  return event;
}

bool Subscription::TakeLagged() {
  const MutexLock lock(hub_.mutex_);
  return std::exchange(lagged_, false);
}

bool Subscription::IsClosed() {
  const MutexLock lock(hub_.mutex_);
  return hub_.closed_;
}

}  // namespace clipbox::base
