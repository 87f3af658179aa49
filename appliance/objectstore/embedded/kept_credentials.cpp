#include "objectstore/embedded/kept_credentials.h"

#include "objectstore/embedded/rows/store_settings.h"
#include "objectstore/embedded/store_schema.h"

namespace clipbox::objectstore {

std::optional<crypto::Credentials> FindKeptCredentials(const std::filesystem::path& data_dir) {
  sqlite::Database database(StoreDatabaseFile(data_dir), StoreSchema(), sqlite::OnOldVersion::kRefuse);
  StoreSettings settings(database);
  const auto id = settings.Find("access_key_id");
  const auto secret = settings.Find("secret_access_key");
  if (!id || !secret) return std::nullopt;
  return crypto::Credentials{*id, *secret};
}

}  // namespace clipbox::objectstore
