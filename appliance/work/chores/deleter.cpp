#include "work/chores/deleter.h"

#include <algorithm>

#include "base/error.h"
#include "base/log.h"

namespace clipbox::work {
namespace {

constexpr int kDeletesAtOnce = 100;

// Doubling from half a minute to an hour.
std::chrono::milliseconds PutOff(int attempts) {
  constexpr std::chrono::milliseconds kMin{30'000};
  constexpr std::chrono::milliseconds kMax{3'600'000};
  return std::min(kMax, kMin * (1 << std::min(attempts, 10)));
}

}  // namespace

void Deleter::Delete(const std::vector<store::PendingDelete>& entries, std::stop_token stop) {
  // What is not asked for is due as it was written: each would cost the store's whole timeout.
  if (entries.empty() || (store_answers_ && !store_answers_())) return;
  for (const store::PendingDelete& entry : entries) {
    if (stop.stop_requested() || DeleteOne(entry) == Outcome::kStoreAway) return;
  }
}

void Deleter::DeleteDue(std::stop_token stop) { Delete(pending_.ListDue(kDeletesAtOnce), stop); }

Deleter::Outcome Deleter::DeleteOne(const store::PendingDelete& entry) {
  // Whoever writes the key gives it a row, or lets go of it: looked at again when it is next due.
  const auto hold = keys_.TryDelete(entry.key);
  if (!hold || !pending_.IsStillToDelete(entry)) return Outcome::kPutOff;
  try {
    // Aborted first, so that no completion can follow. One that came before has made an object that no row will ever
    // name; it goes too, unless the rows may be older than it.
    if (!entry.upload_id.empty()) objects_.AbortMultipart(entry.key, entry.upload_id);
    if (!entry.abort_only) objects_.Delete(entry.key);
  } catch (const base::Error& error) {
    base::LogWarning("delete.put_off",
                     {{"key", entry.key}, {"attempts", entry.attempts + 1}, {"error", base::Explain(error)}});
    pending_.Postpone(entry.id, clock_.Now() + PutOff(entry.attempts));
    const bool is_away =
        error.code() == base::ErrorCode::kStoreUnavailable || error.code() == base::ErrorCode::kCancelled;
    return is_away ? Outcome::kStoreAway : Outcome::kPutOff;
  }
  pending_.Forget(entry.id);
  if (entry.attempts > 0) base::LogInfo("delete.done", {{"key", entry.key}, {"attempts", entry.attempts + 1}});
  return Outcome::kDone;
}

}  // namespace clipbox::work
