// The threads that answer requests. All wait at the poller. A few suffice: a connection between requests holds none,
// and one that is blocked on its client (WhileBlocked) is replaced. So slow clients cost a thread each and nobody waits
// for them, while many fast clients are served by few threads. Hundreds of runnable ones gave a p99 of up to a second.
// Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <thread>
#include <vector>

#include "base/mutex.h"
#include "http/server/poller.h"

namespace clipbox::http {

class Workers {
 public:
  // `attend` is called with what the poller gives; it does not throw. At most `most` threads, `base` that are not
  // blocked.
  Workers(Poller& poller, std::function<void(std::uint64_t id)> attend, int base, int most);
  ~Workers();

  // While it lives, the thread waits for a client and does not count.
  class WhileBlocked {
   public:
    explicit WhileBlocked(Workers& workers) : workers_(workers) { workers_.ChangeBlocked(1); }
    ~WhileBlocked() { workers_.ChangeBlocked(-1); }
    WhileBlocked(const WhileBlocked&) = delete;
    WhileBlocked& operator=(const WhileBlocked&) = delete;

   private:
    Workers& workers_;
  };

  // To be called a few times a second: replaces threads that a handler holds for long, takes leave of those that ended.
  void Tick() EXCLUDES(mutex_);
  // Ends the poller's waits and joins. Requires: nothing holds a worker for ever any more.
  void Stop() EXCLUDES(mutex_);

 private:
  void Work(int number);
  bool MayGoOnWaiting(int number) EXCLUDES(mutex_);
  void ChangeBlocked(int by) EXCLUDES(mutex_);
  void Replace() REQUIRES(mutex_);
  void Start() REQUIRES(mutex_);

  Poller& poller_;
  const std::function<void(std::uint64_t)> attend_;
  const int base_;
  const int most_;

  base::Mutex mutex_;
  std::map<int, std::jthread> threads_ GUARDED_BY(mutex_);
  std::vector<int> ended_ GUARDED_BY(mutex_);
  int waiting_ GUARDED_BY(mutex_) = 0;
  int blocked_ GUARDED_BY(mutex_) = 0;
  int next_number_ GUARDED_BY(mutex_) = 0;
  bool starved_ GUARDED_BY(mutex_) = false;  // no thread was waiting at the last tick
  bool stopping_ GUARDED_BY(mutex_) = false;
};

}  // namespace clipbox::http
