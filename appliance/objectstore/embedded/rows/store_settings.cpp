#include "objectstore/embedded/rows/store_settings.h"

namespace clipbox::objectstore {
namespace {

std::optional<std::string> FindIn(sqlite::Connection& connection, std::string_view name) {
  sqlite::Statement row = connection.Query("FindStoreSetting", {{":name", name}});
  if (!row.Next()) return std::nullopt;
  return row.Get<std::string>("value");
}

}  // namespace

std::optional<std::string> StoreSettings::Find(std::string_view name) {
  return database_.Read([&](sqlite::Connection& connection) { return FindIn(connection, name); });
}

void StoreSettings::Set(std::string_view name, std::string_view value) {
  database_.Write([&](sqlite::Connection& connection) {
    connection.Run("SetStoreSetting", {{":name", name}, {":value", value}});
  });
}

// Written first, then read: whoever comes second reads what the first wrote.
std::string StoreSettings::Keep(std::string_view name, std::string_view made) {
  return database_.Write([&](sqlite::Connection& connection) {
    connection.Run("KeepStoreSetting", {{":name", name}, {":value", made}});
    return FindIn(connection, name).value();
  });
}

}  // namespace clipbox::objectstore
