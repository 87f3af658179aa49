#include "store/history.h"

namespace clipbox::store {
namespace {

constexpr std::int64_t kMaxStretches = kHistoryLength / kHistoryStep;

HistoryStretch StretchOfRow(const sqlite::Statement& row) {
  return {.at = row.Get<base::Timestamp>("at"),
          .jobs_created = row.Get<std::int64_t>("jobs_created"),
          .jobs_ready = row.Get<std::int64_t>("jobs_ready"),
          .jobs_failed = row.Get<std::int64_t>("jobs_failed"),
          .cpu = std::chrono::milliseconds(row.Get<std::int64_t>("cpu_ms")),
          .source_bytes_read = row.Get<std::int64_t>("source_bytes_read"),
          .artifact_bytes = row.Get<std::int64_t>("artifact_bytes"),
          .received_bytes = row.Get<std::int64_t>("received_bytes"),
          .sent_bytes = row.Get<std::int64_t>("sent_bytes"),
          .queue_depth = row.Get<std::int64_t>("queue_depth"),
          .memory_bytes = row.Get<std::int64_t>("memory_bytes")};
}

}  // namespace

void History::Add(HistoryStretch happened) {
  happened.at = std::chrono::floor<std::chrono::duration<std::int64_t, std::ratio<kHistoryStep.count() * 60>>>(
      context_.clock.Now());
  context_.database.Write([&](sqlite::Connection& db) {
    db.Run("AddToHistory", {{":at", happened.at},
                            {":jobs_created", happened.jobs_created},
                            {":jobs_ready", happened.jobs_ready},
                            {":jobs_failed", happened.jobs_failed},
                            {":cpu_ms", happened.cpu.count()},
                            {":source_bytes_read", happened.source_bytes_read},
                            {":artifact_bytes", happened.artifact_bytes},
                            {":received_bytes", happened.received_bytes},
                            {":sent_bytes", happened.sent_bytes},
                            {":queue_depth", happened.queue_depth},
                            {":memory_bytes", happened.memory_bytes}});
    db.Run("TrimHistory", {{":most", kMaxStretches}});
  });
}

std::vector<HistoryStretch> History::ListAfter(base::Timestamp after) const {
  return context_.database.Read([&](sqlite::Connection& db) {
    sqlite::Statement rows = db.Query("ListHistory", {{":after", after}});
    std::vector<HistoryStretch> stretches;
    while (rows.Next()) stretches.push_back(StretchOfRow(rows));
    return stretches;
  });
}

}  // namespace clipbox::store
