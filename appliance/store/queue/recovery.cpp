// Claims that nobody works on any more: handed back at an orderly stop, reclaimed at the next start after any other.
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

bool IsOfBoot(const jobs::Job& job, const std::string& boot_id) { return job.claimed_by->starts_with(boot_id + "/"); }

std::vector<Claimed> ListBench(sqlite::Connection& db) {
  sqlite::Statement rows = db.Query("ListBench");
  std::vector<Claimed> bench;
  while (rows.Next()) {
    bench.push_back({JobOfRow(rows), rows.Get<base::Timestamp>("queue_at"),
                     std::chrono::milliseconds(rows.Get<std::int64_t>("ran_ms")), rows.Get<bool>("suspect")});
  }
  return bench;
}

// What lies on the file: a crash while it was alone, or an end without a mark after it was alone for a while. Whether
// that is enough.
bool CountsAsHopeless(Change& change, const Claimed& claimed, bool crashed) {
  if (!crashed && claimed.ran < kRanLongEnough) return false;
  sqlite::Statement row =
      change.db.Query("CountStop", {{":id", claimed.job.id}, {":crashes", crashed}, {":unmarked_stops", !crashed}});
  row.Next();
  return row.Get<int>("crashes") >= kCrashesAlone || row.Get<int>("unmarked_stops") >= kUnmarkedStopsAlone;
}

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

}  // namespace

int Queue::HandBackAll() {
  return Mutate(context_, jobs::Actor::System(), [&](Change& change) {
    int handed_back = 0;
    for (Claimed& claimed : ListBench(change.db)) {
      if (!IsOfBoot(claimed.job, boot_id_)) continue;
      ReturnToQueue(change, claimed, "handed_back", claimed.suspect);
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
    for (Claimed& claimed : bench) {
      const bool crashed = crashed_boot && IsOfBoot(claimed.job, *crashed_boot);
      if (bench.size() == 1 && CountsAsHopeless(change, claimed, crashed)) {
        FailJob(change, claimed.job, base::ErrorCode::kDecoderCrash,
                "The server was brought down repeatedly by this file; convert it and upload it again.");
        ++done.failed;
      } else {
        ReturnToQueue(change, claimed, "reclaimed", true);
        ++done.handed_back;
      }
    }
    return done;
  });
}

}  // namespace clipbox::store
