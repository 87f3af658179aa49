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

std::map<std::string, KeyOwner> Inventory::FindOwners(const std::vector<std::string>& keys) const {
  return context_.database.Read([&](sqlite::Connection& db) {
    std::map<std::string, KeyOwner> owners;
    for (const std::string& key : keys) {
      sqlite::Statement row = db.Query("FindKeyOwner", {{":key", key}});
      if (!row.Next()) continue;
      owners[key] = {row.Get<jobs::JobId>("job_id"), row.Get<std::string>("title"), row.Get<std::string>("kind"),
                     row.Get<std::string>("label")};
    }
    return owners;
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
