// The tasks that run right now, and how to stop those of one job that was cancelled, deleted, or failed in another
// task. A task may say by when it must have ended. What runs on beyond that is stuck inside a library
// (work/pool/watchdog.h). Thread-safe. An entry lives on the stack of the worker that runs the task.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/mutex.h"
#include "store/queue/queue.h"

namespace clipbox::work {

class Running {
 public:
  class Entry {
   public:
    // `pool_stop` stops this task too; `begun`: now. Requires: `running` outlives the entry.
    Entry(Running& running, const store::Claim& claim, std::stop_token pool_stop,
          store::TaskKind kind = store::TaskKind::kAnalysis, base::Monotonic begun = {});
    ~Entry();
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;

    std::stop_token stop() const { return source_.get_token(); }

   private:
    friend class Running;
    struct Forward {
      std::stop_source source;
      void operator()() { source.request_stop(); }
    };

    Running& running_;
    const store::Claim claim_;
    const store::TaskKind kind_;
    const base::Monotonic begun_;
    std::stop_source source_;
    std::optional<base::Monotonic> must_end_;  // guarded by running_.mutex_
    std::stop_callback<Forward> forward_;
  };

  // Stops every task of this claim.
  void Stop(const std::string& token) EXCLUDES(mutex_);
  // Stops all tasks.
  void StopAll() EXCLUDES(mutex_);
  // Says when the task that the worker of this claim runs must have ended at the latest.
  void MustEnd(const store::Claim& claim, base::Monotonic at) EXCLUDES(mutex_);
  // Claims of tasks that should have ended by `now`.
  std::vector<store::Claim> Overdue(base::Monotonic now) EXCLUDES(mutex_);
  // Claims under which tasks run; of one job, or of all for an empty id. Each claim once.
  std::vector<store::Claim> Claims(const std::string& job_id) EXCLUDES(mutex_);
  std::size_t Count() EXCLUDES(mutex_);

  struct AtWork {
    store::Claim claim;
    store::TaskKind kind = store::TaskKind::kAnalysis;
    base::Monotonic begun{};
  };
  // What each worker does.
  std::vector<AtWork> List() EXCLUDES(mutex_);

 private:
  base::Mutex mutex_;
  std::vector<Entry*> entries_ GUARDED_BY(mutex_);
};

}  // namespace clipbox::work
