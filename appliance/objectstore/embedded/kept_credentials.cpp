#include "objectstore/embedded/kept_credentials.h"

#include "sqlite/database.h"

namespace clipbox::objectstore {
namespace {

std::optional<std::string> FindSetting(sqlite::Connection& connection, std::string_view name) {
  sqlite::Statement row = connection.Query("FindStoreSetting", {{":name", name}});
  if (!row.Next()) return std::nullopt;
  return row.Get<std::string>("value");
}

}  // namespace

std::optional<crypto::Credentials> FindKeptCredentials(const std::filesystem::path& data_dir) {
  sqlite::Database database(data_dir / "objects.db",
                            sqlite::EmbeddedSchema("sql/objects/", {"sql/queries/objects.sql"}),
                            sqlite::OnOldVersion::kRefuse);
  return database.Read([](sqlite::Connection& connection) -> std::optional<crypto::Credentials> {
    const auto id = FindSetting(connection, "access_key_id");
    const auto secret = FindSetting(connection, "secret_access_key");
    if (!id || !secret) return std::nullopt;
    return crypto::Credentials{*id, *secret};
  });
}

}  // namespace clipbox::objectstore
