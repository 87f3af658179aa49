// The list of one user's jobs. Each order walks an index of its own from the cursor on: a page costs what it holds.
#include <array>
#include <limits>
#include <utility>

#include "base/encoding.h"
#include "base/error.h"
#include "base/json.h"
#include "store/jobs/jobs.h"
#include "store/rows/job_row.h"

namespace clipbox::store {
namespace {

using base::Json;

constexpr std::array<std::pair<std::string_view, JobOrder>, 5> kOrders = {{{"newest", JobOrder::kNewest},
                                                                           {"oldest", JobOrder::kOldest},
                                                                           {"title", JobOrder::kTitle},
                                                                           {"longest", JobOrder::kLongest},
                                                                           {"largest", JobOrder::kLargest}}};

constexpr const char* kAfterEveryId = "~";

// The last job of the page before, as it was then: it may be changed or gone by now.
struct Place {
  std::string id;
  std::string title;  // by title only
  double number = 0;  // seconds or bytes, by those only
};

bool Descends(JobOrder order) { return order != JobOrder::kOldest && order != JobOrder::kTitle; }

Place PlaceBeforeAll(JobOrder order) {
  if (!Descends(order)) return {};
  return {kAfterEveryId, "", std::numeric_limits<double>::max()};
}

// In an order by id the id; else the hexadecimal of `[order, id, value]`, which needs no escape in a URL.
std::string CursorOf(JobOrder order, const Place& place) {
  if (order == JobOrder::kNewest || order == JobOrder::kOldest) return place.id;
  const Json value = order == JobOrder::kTitle ? Json(place.title) : Json(place.number);
  return base::ToHex(base::DumpJson(Json::array({static_cast<int>(order), place.id, value})));
}

[[noreturn]] void RefuseCursor() {
  throw base::Error(base::ErrorCode::kInvalidField,
                    "The cursor is not of a list in this order: leave it out to begin at the first page.",
                    {.pointer = "/cursor"});
}

Place PlaceOf(JobOrder order, const std::string& cursor) {
  if (order == JobOrder::kNewest || order == JobOrder::kOldest) return {cursor, "", 0};
  const Json json = Json::parse(base::FromHex(cursor).value_or(""), nullptr, false);
  if (!json.is_array() || json.size() != 3 || json[0] != static_cast<int>(order) || !json[1].is_string())
    RefuseCursor();
  const bool by_title = order == JobOrder::kTitle;
  if (by_title ? !json[2].is_string() : !json[2].is_number()) RefuseCursor();
  Place place{json[1].get<std::string>(), "", 0};
  if (by_title)
    place.title = json[2].get<std::string>();
  else
    place.number = json[2].get<double>();
  return place;
}

// Requires: the statement stands on a row of a list.
Place PlaceOfRow(JobOrder order, const sqlite::Statement& row, const jobs::Job& job) {
  Place place{job.id.value, job.title, 0};
  if (order == JobOrder::kLongest) place.number = row.Get<double>("length_seconds");
  if (order == JobOrder::kLargest) place.number = job.source ? static_cast<double>(job.source->size_bytes) : 0;
  return place;
}

// `%q%` for LIKE, with what LIKE would take for a wildcard escaped.
std::string PatternFor(const std::string& q) {
  std::string pattern = "%";
  for (const char c : q) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

// What every list is asked with.
struct Asked {
  const jobs::UserId& user;
  std::string_view status;  // empty: any
  const std::string& q;
  Place from;
  int limit;
};

sqlite::Statement ListNewest(sqlite::Connection& db, const Asked& asked) {
  const std::string& before = asked.from.id;
  if (!asked.q.empty()) {
    return db.Query("SearchJobs", {{":user_id", asked.user},
                                   {":before", before},
                                   {":status", asked.status},
                                   {":pattern", PatternFor(asked.q)},
                                   {":limit", asked.limit}});
  }
  if (!asked.status.empty()) {
    return db.Query(
        "ListJobsByStatus",
        {{":user_id", asked.user}, {":before", before}, {":status", asked.status}, {":limit", asked.limit}});
  }
  return db.Query("ListJobs", {{":user_id", asked.user}, {":before", before}, {":limit", asked.limit}});
}

sqlite::Statement ListOldest(sqlite::Connection& db, const Asked& asked) {
  return db.Query("ListJobsOldestFirst", {{":user_id", asked.user},
                                          {":id", asked.from.id},
                                          {":status", asked.status},
                                          {":pattern", PatternFor(asked.q)},
                                          {":limit", asked.limit}});
}

sqlite::Statement ListByTitle(sqlite::Connection& db, const Asked& asked) {
  return db.Query("ListJobsByTitle", {{":user_id", asked.user},
                                      {":id", asked.from.id},
                                      {":title", asked.from.title},
                                      {":status", asked.status},
                                      {":pattern", PatternFor(asked.q)},
                                      {":limit", asked.limit}});
}

// `number`: the name of the parameter.
sqlite::Statement ListByNumber(sqlite::Connection& db, const char* query, const char* number, const Asked& asked) {
  return db.Query(query, {{":user_id", asked.user},
                          {":id", asked.from.id},
                          {number, asked.from.number},
                          {":status", asked.status},
                          {":pattern", PatternFor(asked.q)},
                          {":limit", asked.limit}});
}

sqlite::Statement ListRows(sqlite::Connection& db, JobOrder order, const Asked& asked) {
  switch (order) {
    case JobOrder::kNewest: break;
    case JobOrder::kOldest: return ListOldest(db, asked);
    case JobOrder::kTitle: return ListByTitle(db, asked);
    case JobOrder::kLongest: return ListByNumber(db, "ListJobsLongestFirst", ":seconds", asked);
    case JobOrder::kLargest: return ListByNumber(db, "ListJobsLargestFirst", ":bytes", asked);
  }
  return ListNewest(db, asked);
}

}  // namespace

std::optional<JobOrder> JobOrderFromText(std::string_view text) {
  for (const auto& [word, order] : kOrders)
    if (word == text) return order;
  return std::nullopt;
}

Page<jobs::Job> Jobs::List(const jobs::UserId& user, const JobFilter& filter, const PageRequest& page) const {
  const JobOrder order = filter.order;
  const Place from = page.cursor ? PlaceOf(order, *page.cursor) : PlaceBeforeAll(order);
  const std::string_view status = filter.status ? ToText(*filter.status) : "";
  return context_.database.Read([&](sqlite::Connection& db) {
    sqlite::Statement rows = ListRows(db, order, {user, status, filter.q, from, page.limit + 1});
    Page<jobs::Job> found;
    Place last;
    while (rows.Next()) {
      found.items.push_back(CountedJobOfRow(rows));
      if (found.items.size() == static_cast<std::size_t>(page.limit))
        last = PlaceOfRow(order, rows, found.items.back());
    }
    CutPage(found, page, [&](const jobs::Job&) { return CursorOf(order, last); });
    return found;
  });
}

}  // namespace clipbox::store
