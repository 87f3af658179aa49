#include "store/jobs/timeline.h"

#include "base/error.h"
#include "base/text.h"

namespace clipbox::store {
namespace {

jobs::TimelineRow TimelineRowOf(const sqlite::Statement& row) {
  return {row.Get<std::int64_t>("id"),    row.Get<jobs::JobId>("job_id"),
          row.Get<base::Timestamp>("at"), row.Get<std::string>("actor"),
          row.Get<std::string>("event"),  base::Json::parse(row.Get<std::string>("detail"))};
}

std::vector<jobs::TimelineRow> AllOf(sqlite::Statement& rows) {
  std::vector<jobs::TimelineRow> all;
  while (rows.Next()) all.push_back(TimelineRowOf(rows));
  return all;
}

std::int64_t IdOfCursor(const std::optional<std::string>& cursor) {
  if (!cursor) return 0;
  if (const auto id = base::ParseNumber<std::int64_t>(*cursor)) return *id;
  base::ErrorDetails details;
  details.pointer = "/cursor";
  throw base::Error(base::ErrorCode::kInvalidField, "This cursor is none of this list; take nextCursor as it is.",
                    details);
}

}  // namespace

Page<jobs::TimelineRow> Timeline::List(const jobs::UserId& user, const jobs::JobId& job,
                                       const PageRequest& page) const {
  Page<jobs::TimelineRow> found{ListAfter(user, job, IdOfCursor(page.cursor), page.limit + 1), std::nullopt};
  CutPage(found, page, [](const jobs::TimelineRow& row) { return std::to_string(row.id); });
  return found;
}

std::vector<jobs::TimelineRow> Timeline::ListAfter(const jobs::UserId& user, const jobs::JobId& job,
                                                   std::int64_t after_id, int limit) const {
  return context_.database.Read([&](sqlite::Connection& db) {
    sqlite::Statement rows =
        db.Query("ListTimeline", {{":job_id", job}, {":user_id", user}, {":after", after_id}, {":limit", limit}});
    return AllOf(rows);
  });
}

std::vector<jobs::TimelineRow> Timeline::ListAfter(const jobs::UserId& user, std::int64_t after_id, int limit) const {
  return context_.database.Read([&](sqlite::Connection& db) {
    sqlite::Statement rows =
        db.Query("ListTimelineOfUser", {{":user_id", user}, {":after", after_id}, {":limit", limit}});
    return AllOf(rows);
  });
}

std::optional<jobs::TimelineRow> Timeline::Find(const jobs::UserId& user, std::int64_t id) const {
  return context_.database.Read([&](sqlite::Connection& db) -> std::optional<jobs::TimelineRow> {
    sqlite::Statement row = db.Query("FindTimelineRow", {{":id", id}, {":user_id", user}});
    if (!row.Next()) return std::nullopt;
    return TimelineRowOf(row);
  });
}

std::int64_t Timeline::LastId() const {
  return context_.database.Read([](sqlite::Connection& db) {
    sqlite::Statement row = db.Query("LastTimelineId");
    row.Next();
    return row.Get<std::int64_t>("id");
  });
}

}  // namespace clipbox::store
