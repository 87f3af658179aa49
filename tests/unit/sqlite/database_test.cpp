#include "sqlite/database.h"

#include <sys/stat.h>

#include <atomic>
#include <latch>
#include <thread>

#include "base/error.h"
#include "catch.h"
#include "small_schema.h"
#include "temp_dir.h"

using namespace clipbox;
using base::Error;
using base::ErrorCode;
using sqlite::Connection;
using sqlite::Database;

namespace {

void AddThing(Connection& db, std::int64_t id) {
  db.Run("AddThing", {{":id", id}, {":name", "x"}, {":size", std::nullopt}, {":bytes", std::nullopt}});
}

std::int64_t CountThings(Connection& db) {
  auto row = db.Query("CountThings");
  row.Next();
  return row.Get<std::int64_t>("things");
}

std::int64_t Count(Database& database) { return database.Read(CountThings); }

unsigned ModeOf(const std::filesystem::path& path) {
  struct stat info {};
  REQUIRE(::stat(path.c_str(), &info) == 0);
  return info.st_mode & 0777U;
}

ErrorCode CodeOf(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.code();
  }
  FAIL("nothing was thrown");
  return ErrorCode::kInternal;
}

}  // namespace

TEST_CASE("what was written is there after the database is opened again") {
  const test::TempDir dir;
  Database(dir / "db", sqlite::SmallSchema()).Write([](Connection& db) { AddThing(db, 1); });
  Database again(dir / "db", sqlite::SmallSchema());
  CHECK(Count(again) == 1);
}

TEST_CASE("the database and what SQLite puts beside it are for the owner's eyes only") {
  const test::TempDir dir;
  Database database(dir / "new" / "below" / "db", sqlite::SmallSchema());
  database.Write([](Connection& db) { AddThing(db, 1); });
  CHECK(ModeOf(dir / "new") == 0700);
  CHECK(ModeOf(dir / "new" / "below") == 0700);
  CHECK(ModeOf(dir / "new" / "below" / "db") == 0600);
  CHECK(ModeOf(dir / "new" / "below" / "db-wal") == 0600);
}

TEST_CASE("the pragmas hold on the writer and on readers") {
  const test::TempDir dir;
  Database database(dir / "db", sqlite::SmallSchema());
  const auto check = [](Connection& db) {
    CHECK(db.ReadInteger("PRAGMA busy_timeout") == 5000);
    CHECK(db.ReadInteger("PRAGMA synchronous") == 2);
    CHECK(db.ReadInteger("PRAGMA temp_store") == 2);
    CHECK(db.ReadInteger("PRAGMA foreign_keys") == 1);
    CHECK(db.ReadInteger("PRAGMA trusted_schema") == 0);
    CHECK(db.ReadInteger("SELECT journal_mode = 'wal' FROM pragma_journal_mode") == 1);
  };
  database.Write(check);
  database.Read(check);
}

TEST_CASE("an exception undoes what the function wrote and reaches the caller") {
  const test::TempDir dir;
  Database database(dir / "db", sqlite::SmallSchema());
  CHECK_THROWS_WITH(database.Write([](Connection& db) {
    AddThing(db, 1);
    throw std::runtime_error("changed my mind");
  }),
                    "changed my mind");
  CHECK(Count(database) == 0);
  database.Write([](Connection& db) { AddThing(db, 2); });
  CHECK(Count(database) == 1);
}

TEST_CASE("a row that points to nothing is refused") {
  const test::TempDir dir;
  Database database(dir / "db", sqlite::SmallSchema());
  CHECK_THROWS_AS(database.Write([](Connection& db) { db.Run("AddPart", {{":id", 1}, {":thing", 7}}); }), Error);
}

TEST_CASE("a read sees one snapshot while others write") {
  const test::TempDir dir;
  Database database(dir / "db", sqlite::SmallSchema());
  database.Read([&](Connection& db) {
    CHECK(CountThings(db) == 0);
    std::jthread([&] { database.Write([](Connection& writer) { AddThing(writer, 1); }); }).join();
    CHECK(CountThings(db) == 0);
  });
  CHECK(Count(database) == 1);
}

TEST_CASE("a reader cannot write") {
  const test::TempDir dir;
  Database database(dir / "db", sqlite::SmallSchema());
  CHECK(CodeOf([&] { database.Read([](Connection& db) { AddThing(db, 1); }); }) == ErrorCode::kInputOutput);
}

TEST_CASE(
    "writers that come while one commits share the next commit, and one that fails spoils nothing for the others") {
  const test::TempDir dir;
  Database database(dir / "db", sqlite::SmallSchema());
  constexpr int kWriters = 6;
  std::latch first_is_in(1);
  std::latch go_on(1);
  std::atomic<int> failures{0};
  std::jthread first([&] {
    database.Write([&](Connection& db) {
      AddThing(db, 100);
      first_is_in.count_down();
      go_on.wait();
    });
  });
  first_is_in.wait();
  std::vector<std::jthread> writers;
  for (int i = 0; i < kWriters; ++i) {
    writers.emplace_back([&, i] {
      try {
        database.Write([&](Connection& db) {
          AddThing(db, i);
          if (i == 3) throw std::runtime_error("not this one");
        });
      } catch (const std::runtime_error&) {
        ++failures;
      }
    });
  }
  go_on.count_down();
  writers.clear();
  first.join();
  CHECK(failures == 1);
  CHECK(Count(database) == 1 + kWriters - 1);
}

TEST_CASE("many threads write and read at once and nothing is lost") {
  const test::TempDir dir;
  Database database(dir / "db", sqlite::SmallSchema());
  constexpr int kThreads = 12;
  constexpr int kEach = 20;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < kEach; ++i) {
          database.Write([&](Connection& db) { AddThing(db, t * kEach + i); });
          Count(database);
        }
      });
    }
  }
  CHECK(Count(database) == kThreads * kEach);
}

TEST_CASE("a client command finds no database, or one of another version, and does not touch it") {
  const test::TempDir dir;
  const auto open_as_client = [&](sqlite::Schema schema) {
    Database(dir / "db", std::move(schema), sqlite::OnOldVersion::kRefuse);
  };
  CHECK(CodeOf([&] { open_as_client(sqlite::SmallSchema()); }) == ErrorCode::kNotFound);
  CHECK_FALSE(std::filesystem::exists(dir / "db"));

  Database(dir / "db", sqlite::SmallSchema()).Write([](Connection& db) { AddThing(db, 1); });
  sqlite::Schema later = sqlite::SmallSchema();
  later.migrations.push_back({2, "0002_more.sql", "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT"});
  CHECK(CodeOf([&] { open_as_client(later); }) == ErrorCode::kDatabaseOlder);
  CHECK_NOTHROW(open_as_client(sqlite::SmallSchema()));
}

TEST_CASE("a statement that does not fit the tables fails the start") {
  const test::TempDir dir;
  sqlite::Schema schema = sqlite::SmallSchema();
  schema.queries.push_back({"Broken", "SELECT no_such_column FROM things"});
  CHECK_THROWS_AS(Database(dir / "db", schema), Error);
}
