#include "store/queue/queue.h"

#include <algorithm>

#include "store/bytes/artifacts.h"
#include "store/queue/claimed_job.h"
#include "store/queue/proxy_claims.h"
#include "store/rows/change.h"
#include "store/rows/job_row.h"

namespace clipbox::store {
namespace {

using jobs::Status;

struct Bench {
  int jobs = 0;
  int proxies = 0;  // at work beside the bench
  bool suspect_at_work = false;
  bool suspect_waits = false;
  bool suspect_proxy_at_work = false;
  bool suspect_proxy_waits = false;

  // Whoever is to run alone may.
  bool empty() const { return jobs == 0 && proxies == 0; }
};

struct ReadyTask {
  std::int64_t id = 0;
  jobs::JobId job_id;
  base::Timestamp served_at{};
};

Bench ReadBench(Change& change) {
  sqlite::Statement row = change.db.Query("ReadBench", {{":now", change.now}});
  row.Next();
  return {.jobs = row.Get<int>("jobs"),
          .proxies = row.Get<int>("proxies"),
          .suspect_at_work = row.Get<int>("suspects_at_work") > 0,
          .suspect_waits = row.Get<bool>("suspect_waits"),
          .suspect_proxy_at_work = row.Get<int>("suspect_proxies_at_work") > 0,
          .suspect_proxy_waits = row.Get<bool>("suspect_proxy_waits")};
}

std::optional<ReadyTask> FindReadyTask(sqlite::Connection& db) {
  sqlite::Statement row = db.Query("FindReadyTask");
  if (!row.Next()) return std::nullopt;
  return ReadyTask{row.Get<std::int64_t>("id"), row.Get<jobs::JobId>("job_id"), row.Get<base::Timestamp>("queue_at")};
}

std::optional<ClaimedJob> ClaimFront(Change& change, const std::string& claimed_by, const std::string& token,
                                     base::Timestamp before) {
  sqlite::Statement row = change.db.Query(
      "ClaimJob", {{":claimed_by", claimed_by}, {":token", token}, {":now", change.now}, {":before", before}});
  if (!row.Next()) return std::nullopt;
  return ClaimedJobOfRow(row);
}

std::optional<ClaimedJob> ClaimSuspect(Change& change, const std::string& claimed_by, const std::string& token) {
  sqlite::Statement row =
      change.db.Query("ClaimSuspect", {{":claimed_by", claimed_by}, {":token", token}, {":now", change.now}});
  if (!row.Next()) return std::nullopt;
  return ClaimedJobOfRow(row);
}

// A new job, where the bench has room for one and it has waited at least as long as what is due by `before`.
std::optional<ClaimedJob> ClaimJob(Change& change, const std::string& claimed_by, int bench_size, const Bench& bench,
                                   base::Timestamp before) {
  if (bench.suspect_at_work) return std::nullopt;
  const std::string token = base::RandomHex(16);
  if (bench.suspect_waits) return bench.empty() ? ClaimSuspect(change, claimed_by, token) : std::nullopt;
  if (bench.suspect_proxy_waits || bench.jobs >= bench_size) return std::nullopt;
  return ClaimFront(change, claimed_by, token, before);
}

// A proxy, where nobody who has waited longer can be served: `ready` of the bench.
std::optional<ClaimedTask> ClaimDueProxy(Change& change, const std::string& boot_id, const std::string& worker,
                                         const Bench& bench, const std::optional<ReadyTask>& ready) {
  if (bench.suspect_at_work || bench.suspect_waits) return std::nullopt;
  if (bench.suspect_proxy_waits)
    return bench.empty() ? ClaimProxy(change, ProxyLine::kSuspects, boot_id, worker) : std::nullopt;
  const auto due = FindDueProxy(change);
  if (!due || (ready && ready->served_at < *due)) return std::nullopt;
  return ClaimProxy(change, ProxyLine::kAll, boot_id, worker);
}

// Until when a waiting job must have come to go before all others that are due.
base::Timestamp TurnOfJobs(const Change& change, const std::optional<ReadyTask>& ready) {
  base::Timestamp before = change.now;
  if (ready) before = std::min(before, ready->served_at);
  if (const auto proxy = FindDueProxy(change)) before = std::min(before, *proxy);
  return before;
}

// The rows of a claim just made: its attempt, its first task, its timeline. All of it before any decoding.
void StartAttempt(Change& change, const ClaimedJob& claimed) {
  jobs::Job job = claimed.job;
  change.db.Run("StartAttempt", {{":job_id", job.id},
                                 {":number", job.attempts},
                                 {":claimed_by", job.claimed_by},
                                 {":token", claimed.token},
                                 {":now", change.now},
                                 {":mono_ms", change.mono_ms}});
  change.db.Run("AddAnalysisTask", {{":job_id", job.id}});
  job.status = Status::kUploaded;
  change.Moved(job, Status::kProcessing, 1);
  change.Tell(job, "processing_started", {{"claimedBy", *job.claimed_by}, {"attempt", job.attempts}});
  change.Touched(job);
}

std::optional<std::int64_t> FirstReadyTaskOf(sqlite::Connection& db, const jobs::JobId& id) {
  sqlite::Statement row = db.Query("FindReadyTaskOf", {{":job_id", id}});
  if (!row.Next()) return std::nullopt;
  return row.Get<std::int64_t>("id");
}

ClaimedJob MarkServed(Change& change, const jobs::JobId& id) {
  sqlite::Statement row = change.db.Query("MarkServed", {{":id", id}, {":now", change.now}});
  row.Next();
  return ClaimedJobOfRow(row);
}

ClaimedTask TakeTask(Change& change, ClaimedJob claimed, std::int64_t task_id, const std::string& worker) {
  sqlite::Statement row = change.db.Query("TakeTask", {{":id", task_id}, {":worker", worker}});
  row.Next();
  ClaimedTask task;
  task.claim = {claimed.job.id, std::move(claimed.token), worker};
  task.task_id = task_id;
  task.kind = row.Get<std::string>("kind") == "analysis" ? TaskKind::kAnalysis : TaskKind::kSpan;
  task.payload_json = row.Get<std::string>("payload");
  task.job = std::move(claimed.job);
  task.attempts = task.job.attempts;
  task.hold = claimed.hold;
  return task;
}

}  // namespace

std::optional<ClaimedTask> Queue::ClaimNext(const std::string& worker, int bench) {
  return Mutate(context_, jobs::Actor::Worker(worker), [&](Change& change) -> std::optional<ClaimedTask> {
    const std::optional<ReadyTask> ready = FindReadyTask(change.db);
    const Bench now = ReadBench(change);
    if (now.suspect_proxy_at_work) return std::nullopt;
    if (auto claimed = ClaimJob(change, boot_id_ + "/" + worker, bench, now, TurnOfJobs(change, ready))) {
      StartAttempt(change, *claimed);
      const std::int64_t first = FirstReadyTaskOf(change.db, claimed->job.id).value();
      return TakeTask(change, std::move(*claimed), first, worker);
    }
    if (auto proxy = ClaimDueProxy(change, boot_id_, worker, now, ready)) return proxy;
    if (!ready) return std::nullopt;
    return TakeTask(change, MarkServed(change, ready->job_id), ready->id, worker);
  });
}

std::optional<base::Timestamp> Queue::NextDue() const {
  return context_.database.Read([&](sqlite::Connection& db) {
    sqlite::Statement row = db.Query("NextQueueDue", {{":now", context_.clock.Now()}});
    row.Next();
    return row.Get<std::optional<base::Timestamp>>("due_at");
  });
}

bool Queue::HasDue() const {
  return context_.database.Read([&](sqlite::Connection& db) {
    sqlite::Statement row = db.Query("HasQueueDue", {{":now", context_.clock.Now()}});
    row.Next();
    return row.Get<std::int64_t>("has_due") != 0;
  });
}

int Queue::CountReady(int most) const {
  if (most <= 0) return 0;
  return context_.database.Read([&](sqlite::Connection& db) {
    sqlite::Statement row = db.Query("CountReady", {{":now", context_.clock.Now()}, {":most", most}});
    row.Next();
    return std::min(most, row.Get<int>("ready"));
  });
}

bool Queue::IsCurrent(const Claim& claim) const {
  return context_.database.Read([&](sqlite::Connection& db) {
    return claim.proxy ? FindClaimedProxy(db, claim).has_value() : FindClaimed(db, claim).has_value();
  });
}

std::vector<jobs::OutputName> Queue::LeftOut(const Claim& claim) const {
  return context_.database.Read([&](sqlite::Connection& db) -> std::vector<jobs::OutputName> {
    sqlite::Statement row = db.Query("FindLeftOut", {{":id", claim.job_id}, {":token", claim.token}});
    if (!row.Next()) return {};
    return OutputNamesOfColumn(row.Get<std::optional<std::string>>("left_out"));
  });
}

std::optional<std::string> Queue::FindAnalysis(const jobs::JobId& id) const {
  return context_.database.Read([&](sqlite::Connection& db) -> std::optional<std::string> {
    sqlite::Statement row = db.Query("FindAnalysis", {{":job_id", id}});
    if (!row.Next()) return std::nullopt;
    return row.Get<std::string>("data");
  });
}

void Queue::KeepAnalysis(const jobs::Job& job, const std::string& analysis_json) {
  context_.database.Write([&](sqlite::Connection& db) {
    db.Run("KeepAnalysis", {{":job_id", job.id},
                            {":source_key", job.source_key},
                            {":data", analysis_json},
                            {":now", context_.clock.Now()}});
  });
}

bool Queue::SaveProgress(const Claim& claim, const jobs::Progress& progress) {
  return Mutate(context_, jobs::Actor::Worker(claim.worker), [&](Change& change) {
    const auto claimed = FindClaimed(change.db, claim);
    if (!claimed) return false;
    change.db.Run("SaveProgress", {{":id", claim.job_id},
                                   {":token", claim.token},
                                   {":phase", progress.phase},
                                   {":fraction", std::clamp(progress.fraction, 0.0, 1.0)},
                                   {":spans", ToColumn(progress.spans)},
                                   {":now", change.now}});
    change.db.Run("SaveRunTime", {{":token", claim.token}, {":mono_ms", change.mono_ms}});
    change.Touched(claimed->job);
    return true;
  });
}

bool Queue::AddSourceReads(const Claim& claim, std::uint64_t bytes, std::uint64_t requests) {
  return Mutate(context_, jobs::Actor::Worker(claim.worker), [&](Change& change) {
    return change.db.Run("AddSourceReads", {{":id", claim.job_id},
                                            {":token", claim.token},
                                            {":bytes", static_cast<std::int64_t>(bytes)},
                                            {":requests", static_cast<std::int64_t>(requests)}}) == 1;
  });
}

bool Queue::AddArtifact(const Claim& claim, const jobs::Artifact& artifact) {
  return Mutate(context_, jobs::Actor::Worker(claim.worker), [&](Change& change) {
    const auto claimed = FindClaimed(change.db, claim);
    if (!claimed) return false;
    PutArtifact(change, claimed->job, artifact);
    return true;
  });
}

}  // namespace clipbox::store
