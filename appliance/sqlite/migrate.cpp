#include "sqlite/migrate.h"

#include <chrono>

#include "base/clock.h"
#include "base/error.h"
#include "base/files.h"
#include "base/log.h"

namespace clipbox::sqlite {
namespace {

int VersionIn(Connection& connection) { return static_cast<int>(connection.ReadInteger("PRAGMA user_version")); }

void RefuseNewer(int version, int known, const std::filesystem::path& file) {
  if (version <= known) return;
  throw base::Error(base::ErrorCode::kDatabaseNewer,
                    "cannot use " + file.string() + ": it is of version " + std::to_string(version) +
                        " and this clipbox knows " + std::to_string(known) +
                        "; install the newer clipbox, or restore a backup from before it");
}

std::string Quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "''" : std::string(1, c);
  return quoted + "'";
}

// VACUUM INTO takes a consistent copy but does not flush it, so it gets its name only when it is on the disk.
void BackUp(Connection& connection, const std::filesystem::path& file, int version) {
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const std::string backup =
      file.string() + ".v" + std::to_string(version) + "-" + std::to_string(base::ToMillis(now)) + ".backup";
  const std::string unfinished = backup + ".tmp";
  base::MakePrivateFile(unfinished);
  connection.Execute("VACUUM INTO " + Quoted(unfinished));
  base::SyncToDisk(unfinished);
  base::MoveIntoPlace(unfinished, backup);
  base::LogInfo("database.backed_up", {{"file", backup}});
}

void RunStatements(Connection& connection, const Migration& migration) {
  connection.Execute(migration.sql);
  if (connection.ReadInteger("SELECT count(*) FROM pragma_foreign_key_check") != 0) {
    throw base::Error(base::ErrorCode::kInternal, migration.name + " leaves rows that point to nothing");
  }
  connection.Execute("PRAGMA user_version = " + std::to_string(migration.version));
}

void Apply(Connection& connection, const Migration& migration) {
  connection.Control(Frame::kBeginWrite);
  try {
    RunStatements(connection, migration);
    connection.Control(Frame::kCommit);
  } catch (...) {
    if (connection.InTransaction()) connection.Control(Frame::kRollBack);
    std::throw_with_nested(base::Error(
        base::ErrorCode::kInternal,
        "cannot migrate the database to version " + std::to_string(migration.version) + " (" + migration.name + ")"));
  }
}

}  // namespace

void Migrate(Connection& connection, const std::filesystem::path& file, const Schema& schema) {
  const std::vector<Migration>& migrations = schema.migrations;
  const int version = VersionIn(connection);
  RefuseNewer(version, static_cast<int>(migrations.size()), file);
  if (version == static_cast<int>(migrations.size())) return;
  if (version > 0) BackUp(connection, file, version);
  for (const TextFunction& function : schema.functions) connection.Add(function);
  // A table that others point to can be rebuilt only with foreign keys off, and they cannot be switched inside a
  // transaction.
  connection.Execute("PRAGMA foreign_keys = OFF");
  for (std::size_t next = static_cast<std::size_t>(version); next < migrations.size(); ++next)
    Apply(connection, migrations[next]);
  connection.Execute("PRAGMA foreign_keys = ON");
}

void RequireVersion(Connection& connection, const std::filesystem::path& file,
                    const std::vector<Migration>& migrations) {
  const int version = VersionIn(connection);
  RefuseNewer(version, static_cast<int>(migrations.size()), file);
  if (version == static_cast<int>(migrations.size())) return;
  throw base::Error(base::ErrorCode::kDatabaseOlder,
                    "cannot use " + file.string() + ": it is of version " + std::to_string(version) +
                        " and this clipbox needs " + std::to_string(migrations.size()) +
                        "; start `clipbox serve` of this version once, which migrates it");
}

}  // namespace clipbox::sqlite
