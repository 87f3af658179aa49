#include "store/stats.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace clipbox::store {
namespace {

void AddQueued(sqlite::Statement rows, bool at_work, std::vector<QueuedJob>& into) {
  while (rows.Next()) {
    into.push_back({.id = rows.Get<jobs::JobId>("id"),
                    .title = rows.Get<std::string>("title"),
                    .owner = rows.Get<std::string>("username"),
                    .since = rows.Get<base::Timestamp>("since"),
                    .fraction = rows.Get<std::optional<double>>("fraction"),
                    .at_work = at_work});
  }
}

// Where a page of failures ends: `1767323045678-01JOB`.
struct FailureCursor {
  std::int64_t at = std::numeric_limits<std::int64_t>::max();
  std::string id = "~";  // sorts after every id
};

FailureCursor CursorOf(const PageRequest& page) {
  if (!page.cursor) return {};
  const std::size_t dash = page.cursor->find('-');
  const auto at = base::ParseNumber<std::int64_t>(std::string_view(*page.cursor).substr(0, dash), 0);
  if (!at || dash == std::string::npos) {
    throw base::Error(base::ErrorCode::kInvalidField, "Give as cursor the nextCursor of the page before.",
                      {.pointer = "/cursor"});
  }
  return {*at, page.cursor->substr(dash + 1)};
}

}  // namespace

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

std::vector<QueuedJob> Stats::ListQueue(int most_waiting) const {
  return context_.database.Read([&](sqlite::Connection& db) {
    std::vector<QueuedJob> line;
    AddQueued(db.Query("ListJobsAtWork"), true, line);
    AddQueued(db.Query("ListJobsWaiting", {{":limit", most_waiting}}), false, line);
    return line;
  });
}

Page<FailedJob> Stats::ListFailures(const PageRequest& page) const {
  const FailureCursor before = CursorOf(page);
  return context_.database.Read([&](sqlite::Connection& db) {
    sqlite::Statement rows =
        db.Query("ListFailures", {{":before_at", before.at}, {":before_id", before.id}, {":limit", page.limit + 1}});
    Page<FailedJob> found;
    while (rows.Next()) {
      found.items.push_back({rows.Get<jobs::JobId>("id"),
                             rows.Get<std::string>("title"),
                             rows.Get<std::string>("username"),
                             {rows.Get<std::string>("failure_code"), rows.Get<std::string>("failure_message"),
                              rows.Get<base::Timestamp>("failure_at")}});
    }
    CutPage(found, page,
            [](const FailedJob& job) { return std::to_string(base::ToMillis(job.failure.at)) + "-" + job.id.value; });
    return found;
  });
}

}  // namespace clipbox::store
