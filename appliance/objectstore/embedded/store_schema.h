// Where the embedded store's database lies, and what it is made of; for all who open it. Pure.
#pragma once

#include <filesystem>

#include "sqlite/schema.h"

namespace clipbox::objectstore {

inline std::filesystem::path StoreDatabaseFile(const std::filesystem::path& data_dir) {
  return data_dir / "objects.db";
}

inline sqlite::Schema StoreSchema() { return sqlite::EmbeddedSchema("sql/objects/", {"sql/queries/objects.sql"}); }

}  // namespace clipbox::objectstore
