#include "store/settings.h"

namespace clipbox::store {
namespace {

std::optional<std::string> FindIn(sqlite::Connection& db, const std::string& name) {
  sqlite::Statement row = db.Query("FindSetting", {{":name", name}});
  if (!row.Next()) return std::nullopt;
  return row.Get<std::string>("value");
}

}  // namespace

std::optional<std::string> Settings::Find(const std::string& name) const {
  return context_.database.Read([&](sqlite::Connection& db) { return FindIn(db, name); });
}

void Settings::Set(const std::string& name, const std::string& value) {
  context_.database.Write([&](sqlite::Connection& db) { db.Run("SetSetting", {{":name", name}, {":value", value}}); });
}

std::string Settings::Keep(const std::string& name, const std::string& value) {
  return context_.database.Write([&](sqlite::Connection& db) {
    db.Run("AddSetting", {{":name", name}, {":value", value}});
    return FindIn(db, name).value();
  });
}

}  // namespace clipbox::store
