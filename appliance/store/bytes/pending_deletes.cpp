#include "store/bytes/pending_deletes.h"

namespace clipbox::store {
namespace {

PendingDelete PendingDeleteOfRow(const sqlite::Statement& row) {
  return {row.Get<std::int64_t>("id"), row.Get<std::string>("key"), row.Get<std::string>("upload_id"),
          row.Get<bool>("abort_only"), row.Get<int>("attempts")};
}

}  // namespace

std::vector<PendingDelete> PendingDeletes::ListDue(int limit) const {
  return context_.database.Read([&](sqlite::Connection& db) {
    sqlite::Statement rows = db.Query("ListPendingDeletesDue", {{":now", context_.clock.Now()}, {":limit", limit}});
    std::vector<PendingDelete> due;
    while (rows.Next()) due.push_back(PendingDeleteOfRow(rows));
    return due;
  });
}

PendingDelete PendingDeletes::Add(const std::string& key, const std::string& upload_id) {
  return context_.database.Write(
      [&](sqlite::Connection& db) { return AddPendingDelete(db, context_.clock.Now(), key, upload_id); });
}

bool PendingDeletes::IsStillToDelete(const PendingDelete& entry) const {
  return context_.database.Read([&](sqlite::Connection& db) {
    sqlite::Statement row = db.Query("IsStillToDelete", {{":id", entry.id}, {":key", entry.key}});
    row.Next();
    return row.Get<bool>("still");
  });
}

void PendingDeletes::Forget(std::int64_t id) {
  context_.database.Write([&](sqlite::Connection& db) { db.Run("ForgetPendingDelete", {{":id", id}}); });
}

void PendingDeletes::Postpone(std::int64_t id, base::Timestamp at) {
  context_.database.Write([&](sqlite::Connection& db) {
    db.Run("PostponePendingDelete", {{":id", id}, {":due_at", at}});
  });
}

std::int64_t PendingDeletes::Count() const {
  return context_.database.Read([](sqlite::Connection& db) {
    sqlite::Statement row = db.Query("CountPendingDeletes");
    row.Next();
    return row.Get<std::int64_t>("pending");
  });
}

PendingDelete AddPendingDelete(sqlite::Connection& db, base::Timestamp now, const std::string& key,
                               const std::string& upload_id, bool abort_only) {
  sqlite::Statement row = db.Query(
      "AddPendingDelete", {{":key", key}, {":upload_id", upload_id}, {":abort_only", abort_only}, {":now", now}});
  row.Next();
  return PendingDeleteOfRow(row);
}

}  // namespace clipbox::store
