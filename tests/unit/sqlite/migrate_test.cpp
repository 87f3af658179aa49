#include "sqlite/migrate.h"

#include <algorithm>

#include "base/error.h"
#include "catch.h"
#include "small_schema.h"
#include "sqlite/database.h"
#include "temp_dir.h"

using namespace clipbox;
using base::Error;
using base::ErrorCode;
using sqlite::Connection;
using sqlite::Database;
using sqlite::Schema;

namespace {

const std::vector<sqlite::NamedQuery> kNoQueries;

Schema TwoVersions() {
  Schema schema = sqlite::SmallSchema();
  schema.migrations.push_back(
      {2, "0002_colour.sql", "ALTER TABLE things ADD COLUMN colour TEXT; UPDATE things SET colour = 'red'"});
  return schema;
}

void MakeVersionOne(const std::filesystem::path& file) {
  Database(file, sqlite::SmallSchema()).Write([](Connection& db) {
    db.Run("AddThing", {{":id", 1}, {":name", "kept"}, {":size", std::nullopt}, {":bytes", std::nullopt}});
  });
}

std::vector<std::filesystem::path> BackupsIn(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    if (entry.path().extension() == ".backup" || entry.path().extension() == ".tmp") found.push_back(entry.path());
  }
  return found;
}

std::int64_t Ask(const std::filesystem::path& file, const std::string& sql) {
  return Connection(file, sqlite::Access::kReadOnly, kNoQueries).ReadInteger(sql);
}

}  // namespace

TEST_CASE("a new database gets all migrations and no backup") {
  const test::TempDir dir;
  Database database(dir / "db", TwoVersions());
  CHECK(database.Read([](Connection& db) { return db.ReadInteger("PRAGMA user_version"); }) == 2);
  CHECK(BackupsIn(dir.path()).empty());
}

TEST_CASE("an older database is backed up before its first migration, and only then") {
  const test::TempDir dir;
  MakeVersionOne(dir / "db");
  Database(dir / "db", TwoVersions()).Read([](Connection& db) {
    CHECK(db.ReadInteger("SELECT count(*) FROM things WHERE colour = 'red'") == 1);
  });
  Database(dir / "db", TwoVersions());
  const auto backups = BackupsIn(dir.path());
  REQUIRE(backups.size() == 1);
  CHECK(Ask(backups.front(), "PRAGMA user_version") == 1);
  CHECK(Ask(backups.front(), "SELECT count(*) FROM things WHERE name = 'kept'") == 1);
  CHECK((std::filesystem::status(backups.front()).permissions() & std::filesystem::perms::all) ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("a migration that fails leaves the version before it, and the next start can try again") {
  const test::TempDir dir;
  MakeVersionOne(dir / "db");
  Schema broken = TwoVersions();
  broken.migrations.back().sql += "; INSERT INTO no_such_table VALUES (1)";
  CHECK_THROWS_AS(Database(dir / "db", broken), Error);
  CHECK(Ask(dir / "db", "PRAGMA user_version") == 1);
  CHECK(Ask(dir / "db", "SELECT count(*) FROM pragma_table_info('things') WHERE name = 'colour'") == 0);
  CHECK_NOTHROW(Database(dir / "db", TwoVersions()));
}

TEST_CASE("a migration can ask the program what a text comes to, and nothing comes back as NULL") {
  const test::TempDir dir;
  MakeVersionOne(dir / "db");
  Schema asking = TwoVersions();
  asking.migrations.back().sql +=
      "; UPDATE things SET colour = doubled(name); INSERT INTO things VALUES (2, doubled(''), 0, NULL, doubled(NULL))";
  asking.functions = {
      {"doubled", [](const std::string& text) { return text.empty() ? std::nullopt : std::optional(text + text); }}};
  Database(dir / "db", asking);
  CHECK(Ask(dir / "db", "SELECT count(*) FROM things WHERE colour = 'keptkept'") == 1);
  CHECK(Ask(dir / "db", "SELECT count(*) FROM things WHERE id = 2 AND name IS NULL AND colour IS NULL") == 1);
}

TEST_CASE("a migration that leaves rows pointing to nothing is refused") {
  const test::TempDir dir;
  MakeVersionOne(dir / "db");
  Schema broken = TwoVersions();
  broken.migrations.back().sql = "INSERT INTO parts (id, thing) VALUES (1, 99)";
  CHECK_THROWS_AS(Database(dir / "db", broken), Error);
  CHECK(Ask(dir / "db", "SELECT count(*) FROM parts") == 0);
}

TEST_CASE("a database of a newer program is refused and left as it is") {
  const test::TempDir dir;
  Database(dir / "db", TwoVersions());
  try {
    Database older(dir / "db", sqlite::SmallSchema());
    FAIL("it was opened");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::kDatabaseNewer);
  }
  CHECK(Ask(dir / "db", "PRAGMA user_version") == 2);
  CHECK(BackupsIn(dir.path()).empty());
}
