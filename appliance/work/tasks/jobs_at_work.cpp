#include "work/tasks/jobs_at_work.h"

#include "base/log.h"
#include "base/metrics.h"

namespace clipbox::work {

media::BlockCache::Counts JobsAtWork::CountReads(const store::ClaimedTask& task) {
  const auto reads = task.job.source_key ? sources_.TakeCounts(*task.job.source_key) : media::BlockCache::Counts{};
  base::LogInfo(
      "task.source_read",
      {{"job", task.claim.job_id.value}, {"task", task.task_id}, {"bytes", reads.bytes}, {"requests", reads.requests}});
  base::CountMetric("clipbox_source_bytes_read_total", {}, static_cast<double>(reads.bytes));
  base::CountMetric("clipbox_source_requests_total", {}, static_cast<double>(reads.requests));
  return reads;
}

void JobsAtWork::SaveReads(const store::ClaimedTask& task) {
  const media::BlockCache::Counts reads = CountReads(task);
  if (reads.requests > 0) queue_.AddSourceReads(task.claim, reads.bytes, reads.requests);
}

void JobsAtWork::Forget(const store::ClaimedTask& task) {
  progress_.Forget(task.claim);
  if (task.job.source_key) sources_.Close(*task.job.source_key);
}

}  // namespace clipbox::work
