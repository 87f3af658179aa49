#include "cli/client_database.h"

#include <filesystem>

#include "cli/data_directory.h"
#include "store/store.h"

namespace clipbox::cli {
namespace {

// Making the first version of a database that is not there changes nobody's rows; migrating one that is would.
sqlite::OnOldVersion Policy(const std::filesystem::path& file, WhereMissing where_missing) {
  const bool make = where_missing == WhereMissing::kMake && !std::filesystem::exists(file);
  return make ? sqlite::OnOldVersion::kMigrate : sqlite::OnOldVersion::kRefuse;
}

sqlite::Database Open(const std::filesystem::path& file, WhereMissing where_missing) {
  return sqlite::Database(file, store::DatabaseSchema(), Policy(file, where_missing));
}

}  // namespace

ClientDatabase::ClientDatabase(const Invocation& invocation, WhereMissing where_missing)
    : database_(Open(EnterDataDirectory(LoadSettings(invocation).settings) / "clipbox.db", where_missing)),
      accounts_(database_, clock_) {}

}  // namespace clipbox::cli
