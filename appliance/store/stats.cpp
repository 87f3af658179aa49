#include "store/stats.h"

#include <algorithm>

namespace clipbox::store {

QueueStats Stats::Queue() const {
  return context_.database.Read([&](sqlite::Connection& db) {
    sqlite::Statement row = db.Query("ReadQueueStats");
    row.Next();
    QueueStats stats{row.Get<std::int64_t>("waiting"), row.Get<std::int64_t>("processing"), {}};
    // A job in backoff is due in the future: it has not waited yet.
    if (const auto oldest = row.Get<std::optional<base::Timestamp>>("oldest_at")) {
      stats.oldest_wait = std::max(std::chrono::milliseconds(0), context_.clock.Now() - *oldest);
    }
    return stats;
  });
}

}  // namespace clipbox::store
