#include "store/bytes/inventory.h"

namespace clipbox::store {
namespace {

bool IsNamed(sqlite::Statement row) {
  row.Next();
  return row.Get<bool>("named");
}

}  // namespace

std::set<std::string> Inventory::NamedAmong(const std::vector<std::string>& keys) const {
  return context_.database.Read([&](sqlite::Connection& db) {
    std::set<std::string> named;
    for (const std::string& key : keys) {
      if (IsNamed(db.Query("IsKeyNamed", {{":key", key}}))) named.insert(key);
    }
    return named;
  });
}

bool Inventory::IsKeyNamed(const std::string& key) const { return !NamedAmong({key}).empty(); }

std::vector<std::string> Inventory::SampleArtifactKeys() const {
  return context_.database.Read([&](sqlite::Connection& db) {
    std::set<std::string> keys;
    for (const char* query : {"ListOldestArtifactKeys", "ListNewestArtifactKeys"}) {
      sqlite::Statement row = db.Query(query);
      while (row.Next()) keys.insert(row.Get<std::string>("key"));
    }
    return std::vector<std::string>(keys.begin(), keys.end());
  });
}

bool Inventory::IsUploadNamed(const std::string& key, const std::string& upload_id) const {
  return context_.database.Read([&](sqlite::Connection& db) {
    return IsNamed(db.Query("IsUploadNamed", {{":key", key}, {":upload_id", upload_id}}));
  });
}

}  // namespace clipbox::store
