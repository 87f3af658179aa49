#include "work/preview/proxy_task.h"

#include <chrono>
#include <memory>

#include "base/error.h"
#include "base/files.h"
#include "base/log.h"
#include "base/metrics.h"
#include "media/preview/proxy.h"
#include "media/source/block_cache.h"
#include "media/source/probe.h"
#include "work/delivery/delivery.h"
#include "work/pool/watchdog.h"
#include "work/tasks/analysis.h"
#include "work/tasks/artifact_key.h"

namespace clipbox::work {
namespace {

// Each save is a durable commit; a page that asks sees it move.
constexpr std::chrono::milliseconds kBetweenSaves{1'000};

// Of the whole film, by no recipe.
SpanPayload PayloadOf(const std::string& etag) {
  return {.span = {.clip = {}, .outputs = {jobs::ArtifactType::kProxy}, .file_stem = "video"}, .source_etag = etag};
}

std::unique_ptr<base::ByteSource> OpenSource(objectstore::ObjectStore& objects, const jobs::Job& job) {
  try {
    if (job.source_key) return objects.Open(*job.source_key);
  } catch (const base::Error& error) {
    if (error.code() != base::ErrorCode::kNoSuchKey) throw;
  }
  throw base::Error(base::ErrorCode::kSourceMissing,
                    "The job's file is no longer in the object store: upload it again.");
}

void CountReads(const store::ClaimedTask& task, media::BlockCache& source) {
  const media::BlockCache::Counts reads = source.TakeCounts();
  base::LogInfo("proxy.source_read",
                {{"job", task.claim.job_id.value}, {"bytes", reads.bytes}, {"requests", reads.requests}});
  base::CountMetric("clipbox_source_bytes_read_total", {}, static_cast<double>(reads.bytes));
  base::CountMetric("clipbox_source_requests_total", {}, static_cast<double>(reads.requests));
}

}  // namespace

void ProxyTask::Run(const store::ClaimedTask& task, std::stop_token stop, int threads) {
  std::string stored;
  try {
    Make(task, std::move(stop), threads, stored);
  } catch (...) {
    DropIfDeleted(task.claim.job_id, stored);
    throw;
  }
}

void ProxyTask::Make(const store::ClaimedTask& task, std::stop_token stop, int threads, std::string& stored) {
  media::BlockCache source(OpenSource(objects_, task.job));
  const media::SourceInfo info = Look(task, source, stop);
  // Made in one, stored and read back in another.
  running_.MustEnd(task.claim, clock_.MonotonicNow() + 2 * settings_.deadline.For(info.duration_seconds) + kStuckGrace);
  const base::TempFolder folder(settings_.temp_dir);
  const media::ProxyRequest request{.path = folder.path() / "video-proxy.mp4",
                                    .threads = threads,
                                    .deadline = settings_.deadline,
                                    .progress = SaveNowAndThen(task.claim),
                                    .stop = stop};
  const media::Made made = media::MakeProxy(source, info, settings_.limits, request);
  CountReads(task, source);
  KeyGuard::Writing writing(deleter_.keys());
  const jobs::Artifact artifact = Store(task.job, made, source.etag(), writing, stop, stored);
  if (!store_.proxies.Finish(task.claim, artifact))
    throw base::Error(base::ErrorCode::kCancelled, "The claim of the proxy was lost.");
  base::LogInfo("proxy.done", {{"job", task.claim.job_id.value}, {"bytes", artifact.size_bytes}});
}

std::function<void(double)> ProxyTask::SaveNowAndThen(const store::Claim& claim) {
  return [this, claim, saved_at = clock_.MonotonicNow()](double fraction) mutable {
    if (clock_.MonotonicNow() - saved_at < kBetweenSaves) return;
    saved_at = clock_.MonotonicNow();
    store_.proxies.SaveProgress(claim, fraction);
  };
}

jobs::Artifact ProxyTask::Store(const jobs::Job& job, const media::Made& made, const std::string& etag,
                                KeyGuard::Writing& writing, const std::stop_token& stop, std::string& stored) {
  const jobs::Recipe none;
  const std::string key = ArtifactKey(settings_.place, job, none, PayloadOf(etag), jobs::ArtifactType::kProxy);
  writing.Add(key, stop);
  stored = key;
  jobs::Artifact artifact = Deliver(objects_, made, key, settings_.place.installation_token, stop);
  artifact.settings = SettingsDigest(none, jobs::ArtifactType::kProxy);
  return artifact;
}

// As it was analysed, else as the probe sees it now.
media::SourceInfo ProxyTask::Look(const store::ClaimedTask& task, base::ByteSource& source,
                                  std::stop_token stop) const {
  const auto known = FindAnalysis(store_.queue, task.job);
  if (known && known->etag == source.etag()) return known->source;
  return media::Probe(source, settings_.limits, std::move(stop));
}

// What was stored after its job or its source was deleted has no row and never will.
void ProxyTask::DropIfDeleted(const jobs::JobId& job, const std::string& stored) {
  if (stored.empty()) return;
  const auto there = store_.jobs.FindAnyones(job);
  if (there && there->source_key) return;
  deleter_.Delete({store_.pending_deletes.Add(stored, "")});
}

}  // namespace clipbox::work
