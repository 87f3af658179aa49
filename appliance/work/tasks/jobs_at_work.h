// What is kept of the jobs at work between their tasks: how far they are, their open sources, and what was read of
// those. Thread-safe.
#pragma once

#include "store/queue/queue.h"
#include "work/tasks/job_progress.h"
#include "work/tasks/source_shelf.h"

namespace clipbox::work {

class JobsAtWork {
 public:
  // What is referred to outlives this.
  JobsAtWork(objectstore::ObjectStore& objects, store::Queue& queue, const base::Clock& clock)
      : queue_(queue), progress_(queue, clock), sources_(objects) {}

  JobProgress& progress() { return progress_; }
  SourceShelf& sources() { return sources_; }

  // What was read of the task's source since this was last asked; logs and counts it. Tasks of one job that run at once
  // read through one cache. So what one of them finds here may be another's; their sum is the job's.
  media::BlockCache::Counts CountReads(const store::ClaimedTask& task);
  // The same, kept with the job.
  void SaveReads(const store::ClaimedTask& task);
  // The job's tasks are over, or its claim is.
  void Forget(const store::ClaimedTask& task);

 private:
  store::Queue& queue_;
  JobProgress progress_;
  SourceShelf sources_;
};

}  // namespace clipbox::work
