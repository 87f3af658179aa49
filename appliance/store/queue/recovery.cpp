// Claims that nobody works on any more: handed back at an orderly stop, reclaimed at the next start after any other.
#include "store/queue/proxy_claims.h"
#include "store/queue/queue.h"
#include "store/rows/change.h"
#include "store/rows/job_row.h"
#include "store/rows/moves.h"

namespace clipbox::store {
namespace {

constexpr int kCrashesAlone = 2;
constexpr int kUnmarkedStopsAlone = 5;
constexpr std::chrono::seconds kRanLongEnough{10};

struct Claimed {
  jobs::Job job;
  base::Timestamp queue_at{};
  std::chrono::milliseconds ran{0};
  bool suspect = false;
};

bool IsOfBoot(const std::string& claimed_by, const std::string& boot_id) {
  return claimed_by.starts_with(boot_id + "/");
}
bool IsOfBoot(const jobs::Job& job, const std::string& boot_id) { return IsOfBoot(*job.claimed_by, boot_id); }

std::vector<Claimed> ListBench(sqlite::Connection& db) {
  sqlite::Statement rows = db.Query("ListBench");
  std::vector<Claimed> bench;
  while (rows.Next()) {
    bench.push_back({JobOfRow(rows), rows.Get<base::Timestamp>("queue_at"),
                     std::chrono::milliseconds(rows.Get<std::int64_t>("ran_ms")), rows.Get<bool>("suspect")});
  }
  return bench;
}

bool IsHopeless(sqlite::Statement stops) {
  stops.Next();
  return stops.Get<int>("crashes") >= kCrashesAlone || stops.Get<int>("unmarked_stops") >= kUnmarkedStopsAlone;
}

// What lies on the file: a crash while it was alone, or an end without a mark after it was alone for a while. Whether
// that is enough.
bool CountsAsHopeless(Change& change, const Claimed& claimed, bool crashed) {
  if (!crashed && claimed.ran < kRanLongEnough) return false;
  return IsHopeless(
      change.db.Query("CountStop", {{":id", claimed.job.id}, {":crashes", crashed}, {":unmarked_stops", !crashed}}));
}

bool CountsAsHopeless(Change& change, const ProxyRow& proxy, bool crashed) {
  if (!crashed && proxy.ran < kRanLongEnough) return false;
  return IsHopeless(change.db.Query("CountProxyStop",
                                    {{":job_id", proxy.job_id}, {":crashes", crashed}, {":unmarked_stops", !crashed}}));
}

constexpr const char* kHopeless =
    "The server was brought down repeatedly by this file; convert it and upload it again.";

void ReturnToQueue(Change& change, Claimed& claimed, std::string_view outcome, bool suspect) {
  change.db.Run("FreeTasks", {{":job_id", claimed.job.id}});
  MoveToQueue(change, claimed.job, {.queue_at = claimed.queue_at, .gives_attempt_back = true, .suspect = suspect});
  change.db.Run("EndOpenAttempt",
                {{":job_id", claimed.job.id},
                 {":now", change.now},
                 {":mono_ms", 0},  // the machine may have been started anew: keep what was last written
                 {":outcome", outcome},
                 {":code", std::nullopt}});
}

void ReclaimJob(Change& change, Claimed& claimed, bool alone, bool crashed, Reclaimed& done) {
  if (alone && CountsAsHopeless(change, claimed, crashed)) {
    FailJob(change, claimed.job, base::ErrorCode::kDecoderCrash, kHopeless);
    ++done.failed;
  } else {
    ReturnToQueue(change, claimed, "reclaimed", true);
    ++done.handed_back;
  }
}

void ReclaimProxy(Change& change, const ProxyRow& proxy, bool alone, bool crashed, Reclaimed& done) {
  if (alone && CountsAsHopeless(change, proxy, crashed)) {
    FailProxy(change, proxy.job_id, base::ErrorCode::kDecoderCrash, kHopeless);
    ++done.failed;
  } else {
    ReturnProxy(change, proxy.job_id, {.gives_attempt_back = true, .suspect = true});
    ++done.handed_back;
  }
}

}  // namespace

int Queue::HandBackAll() {
  return Mutate(context_, jobs::Actor::System(), [&](Change& change) {
    int handed_back = 0;
    for (Claimed& claimed : ListBench(change.db)) {
      if (!IsOfBoot(claimed.job, boot_id_)) continue;
      ReturnToQueue(change, claimed, "handed_back", claimed.suspect);
      ++handed_back;
    }
    for (const ProxyRow& proxy : ListProxiesAtWork(change.db)) {
      if (!IsOfBoot(proxy.claimed_by, boot_id_)) continue;
      ReturnProxy(change, proxy.job_id, {.gives_attempt_back = true, .suspect = proxy.suspect});
      ++handed_back;
    }
    return handed_back;
  });
}

Reclaimed Queue::Reclaim(const std::optional<std::string>& crashed_boot) {
  return Mutate(context_, jobs::Actor::System(), [&](Change& change) {
    Reclaimed done;
    std::vector<Claimed> bench = ListBench(change.db);
    std::erase_if(bench, [&](const Claimed& claimed) { return IsOfBoot(claimed.job, boot_id_); });
    std::vector<ProxyRow> proxies = ListProxiesAtWork(change.db);
    std::erase_if(proxies, [&](const ProxyRow& proxy) { return IsOfBoot(proxy.claimed_by, boot_id_); });
    const bool alone = bench.size() + proxies.size() == 1;
    for (Claimed& claimed : bench) {
      ReclaimJob(change, claimed, alone, crashed_boot && IsOfBoot(claimed.job, *crashed_boot), done);
    }
    for (const ProxyRow& proxy : proxies) {
      ReclaimProxy(change, proxy, alone, crashed_boot && IsOfBoot(proxy.claimed_by, *crashed_boot), done);
    }
    return done;
  });
}

}  // namespace clipbox::store
