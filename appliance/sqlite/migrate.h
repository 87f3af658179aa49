// Brings a database to the version of this program: forward only, one IMMEDIATE transaction per migration. Used by
// Database at open.
#pragma once

#include <filesystem>

#include "sqlite/connection.h"
#include "sqlite/schema.h"

namespace clipbox::sqlite {

// Before the first migration of a run a database that is not new is copied to `<file>.v<version>-<time>.backup`, beside
// it. Throws: Error kDatabaseNewer; kInternal naming the migration that failed, which leaves the version before it.
void Migrate(Connection& connection, const std::filesystem::path& file, const Schema& schema);

// Throws: Error kDatabaseNewer, or kDatabaseOlder when the database is older.
void RequireVersion(Connection& connection, const std::filesystem::path& file,
                    const std::vector<Migration>& migrations);

}  // namespace clipbox::sqlite
