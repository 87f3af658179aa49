// The work on a proxy, from its claim to its row. A small film of the job's source is made, stored, read back and put
// beside the job's artifacts. What the job does meanwhile is nothing to it. Thread-safe: workers share one.
#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include "base/byte_source.h"
#include "base/clock.h"
#include "media/maker/span.h"
#include "media/source/source_info.h"
#include "objectstore/object_store.h"
#include "store/store.h"
#include "work/chores/deleter.h"
#include "work/chores/key_guard.h"
#include "work/pool/running.h"
#include "work/tasks/span_task.h"

namespace clipbox::work {

class ProxyTask {
 public:
  // What is referred to outlives this.
  ProxyTask(RunnerSettings settings, store::Store& store, objectstore::ObjectStore& objects, Deleter& deleter,
            Running& running, const base::Clock& clock)
      : settings_(std::move(settings)),
        store_(store),
        objects_(objects),
        deleter_(deleter),
        running_(running),
        clock_(clock) {}

  // Requires: a task of a proxy. Throws: as media::MakeProxy and media::Probe, Error kSourceMissing, kSourceChanged,
  // kCancelled, and what the store throws.
  void Run(const store::ClaimedTask& task, std::stop_token stop, int threads);

 private:
  // `stored`: where it comes to lie; empty until something may have been stored there.
  void Make(const store::ClaimedTask& task, std::stop_token stop, int threads, std::string& stored);
  std::function<void(double)> SaveNowAndThen(const store::Claim& claim);
  jobs::Artifact Store(const jobs::Job& job, const media::Made& made, const std::string& etag,
                       KeyGuard::Writing& writing, const std::stop_token& stop, std::string& stored);
  media::SourceInfo Look(const store::ClaimedTask& task, base::ByteSource& source, std::stop_token stop) const;
  void DropIfDeleted(const jobs::JobId& job, const std::string& stored);

  const RunnerSettings settings_;
  store::Store& store_;
  objectstore::ObjectStore& objects_;
  Deleter& deleter_;
  Running& running_;
  const base::Clock& clock_;
};

}  // namespace clipbox::work
