// Hands what happened (a job changed, a timeline row was written) from whoever did it to whoever watches: the event
// streams. Publishers never wait: a subscriber that falls behind loses its oldest events and is told so (`lagged`),
// then reads the rows again. Thread-safe. A subscription ends when its handle is destroyed; the hub must outlive its
// subscriptions.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/mutex.h"

namespace clipbox::base {

enum class EventKind { kJob, kTimeline, kArtifact, kDeleted };

struct Event {
  EventKind kind = EventKind::kJob;
  std::string user_id;  // owner of the job: a stream of a user sees only their own
  std::string job_id;
  std::int64_t timeline_id = 0;  // 0 where none belongs to it
  std::string subject_id;        // the artifact's id, where kind is kArtifact
};

class EventHub;

class Subscription {
 public:
  ~Subscription();
  Subscription(const Subscription&) = delete;
  Subscription& operator=(const Subscription&) = delete;

  // The next event, or nothing once `timeout` has passed, the token is stopped or the hub is closed.
  std::optional<Event> Next(std::stop_token stop, std::chrono::milliseconds timeout);
  // True once after events were lost.
  bool TakeLagged();
  // True when the hub was closed: nothing more will come.
  bool IsClosed();

 private:
  friend class EventHub;
  explicit Subscription(EventHub& hub) : hub_(hub) {}

  EventHub& hub_;
  std::deque<Event> queue_;  // guarded by hub_.mutex_
  bool lagged_ = false;      // guarded by hub_.mutex_
};

class EventHub {
 public:
  void Publish(const Event& event) EXCLUDES(mutex_);
  std::unique_ptr<Subscription> Subscribe() EXCLUDES(mutex_);
  // Wakes every waiting subscriber for good; the server closes the hub before it joins its threads.
  void Close() EXCLUDES(mutex_);

 private:
  friend class Subscription;
  static constexpr std::size_t kQueueLimit = 1024;

  Mutex mutex_;
  std::condition_variable_any changed_;
  std::vector<Subscription*> subscribers_ GUARDED_BY(mutex_);
  bool closed_ GUARDED_BY(mutex_) = false;
};

}  // namespace clipbox::base
