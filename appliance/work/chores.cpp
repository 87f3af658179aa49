#include "work/chores.h"

#include <algorithm>

#include "base/error.h"
#include "base/log.h"
#include "base/metrics.h"

namespace clipbox::work {
namespace {

constexpr int kBatch = 100;

// Doubling from half a minute to an hour.
std::chrono::milliseconds PutOff(int attempts) {
  constexpr std::chrono::milliseconds kLeast{30'000};
  constexpr std::chrono::milliseconds kMost{3'600'000};
  return std::min(kMost, kLeast * (1 << std::min(attempts, 10)));
}

}  // namespace

void DeleteBytes(objectstore::ObjectStore& objects, store::PendingDeletes& pending, const store::PendingDelete& entry,
                 const base::Clock& clock) {
  try {
    // Aborted first, so that no completion can follow; one that came before has made an object that no row will ever name.
    if (!entry.upload_id.empty()) objects.AbortMultipart(entry.key, entry.upload_id);
    objects.Delete(entry.key);
  } catch (const base::Error& error) {
    base::LogWarning("delete.put_off", {{"key", entry.key}, {"error", base::Explain(error)}});
    pending.Postpone(entry.id, clock.Now() + PutOff(entry.attempts));
    return;
  }
  pending.Forget(entry.id);
}

void DeletePending(objectstore::ObjectStore& objects, store::PendingDeletes& pending, const base::Clock& clock, std::stop_token stop) {
  for (const store::PendingDelete& entry : pending.ListDue(kBatch)) {
    if (stop.stop_requested()) return;
    DeleteBytes(objects, pending, entry, clock);
  }
}

void ExpireUploads(objectstore::ObjectStore& objects, store::Uploads& uploads, store::PendingDeletes& pending, const base::Clock& clock,
                   std::stop_token stop) {
  for (const store::UploadSession& session : uploads.ListExpired(kBatch)) {
    if (stop.stop_requested()) return;
    const auto expired = uploads.Expire(session.job_id);
    if (!expired) continue;
    base::LogInfo("upload.expired", {{"job", session.job_id.value}});
    if (expired->multipart) DeleteBytes(objects, pending, *expired->multipart, clock);
  }
}

void SetQueueGauges(const store::Stats& stats) {
  const store::QueueStats queue = stats.Queue();
  base::SetMetric("clipbox_queue_depth", static_cast<double>(queue.waiting));
  base::SetMetric("clipbox_queue_oldest_seconds", std::chrono::duration<double>(queue.oldest_wait).count());
}

}  // namespace clipbox::work
