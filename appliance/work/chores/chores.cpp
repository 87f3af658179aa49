#include "work/chores/chores.h"

#include "base/log.h"
#include "base/metrics.h"

namespace clipbox::work {
namespace {

constexpr int kBatch = 100;

void Report(const char* kind, const jobs::JobId& job, const std::vector<store::PendingDelete>& dropped) {
  if (dropped.empty()) return;
  base::LogInfo("retention.dropped", {{"job", job.value}, {"kind", kind}, {"objects", dropped.size()}});
  base::CountMetric("clipbox_expired_objects_total", {{"kind", kind}}, static_cast<double>(dropped.size()));
}

}  // namespace

void ExpireUploads(store::Uploads& uploads, Deleter& deleter, ClockWatch& clock, std::stop_token stop) {
  const auto now = clock.TrustedNow();
  if (!now) return;
  std::vector<store::PendingDelete> parts;
  for (const store::UploadSession& session : uploads.ListExpired(*now, kBatch)) {
    if (stop.stop_requested()) return;
    const auto expired = uploads.Expire(session.job_id, *now);
    if (!expired) continue;
    base::LogInfo("upload.expired", {{"job", session.job_id.value}});
    if (expired->multipart) parts.push_back(*expired->multipart);
  }
  deleter.Delete(parts, stop);
}

void ExpireKept(store::Retention& retention, Deleter& deleter, const RetentionRules& rules, ClockWatch& clock,
                std::stop_token stop) {
  const auto now = clock.TrustedNow();
  if (!now) return;
  std::vector<store::PendingDelete> all;
  const auto take = [&](const char* kind, const jobs::JobId& id, const std::vector<store::PendingDelete>& dropped) {
    Report(kind, id, dropped);
    all.insert(all.end(), dropped.begin(), dropped.end());
  };
  if (rules.source) {
    const base::Timestamp before = *now - *rules.source;
    for (const jobs::JobId& id : retention.ListOldSources(before, kBatch)) {
      if (stop.stop_requested()) return;
      take("source", id, retention.DropSource(id, before));
    }
  }
  if (rules.artifact) {
    const base::Timestamp before = *now - *rules.artifact;
    for (const jobs::JobId& id : retention.ListOldArtifacts(before, kBatch)) {
      if (stop.stop_requested()) return;
      take("artifact", id, retention.DropArtifacts(id, before));
    }
  }
  deleter.Delete(all, stop);
}

void SetGauges(const store::Store& store) {
  const store::QueueStats queue = store.stats.Queue();
  base::SetMetric("clipbox_queue_depth", static_cast<double>(queue.waiting));
  base::SetMetric("clipbox_queue_oldest_seconds", std::chrono::duration<double>(queue.oldest_wait).count());
  base::SetMetric("clipbox_pending_deletes", static_cast<double>(store.pending_deletes.Count()));
}

}  // namespace clipbox::work
