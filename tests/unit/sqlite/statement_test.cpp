#include "sqlite/statement.h"

#include "base/error.h"
#include "catch.h"
#include "small_schema.h"
#include "sqlite/database.h"
#include "temp_dir.h"

using namespace clipbox;
using base::Error;
using sqlite::Blob;
using sqlite::Connection;
using sqlite::Database;

namespace {

void AddThing(Connection& db, std::int64_t id, std::optional<std::string> name, std::optional<double> size = {}) {
  db.Run("AddThing", {{":id", id}, {":name", name}, {":size", size}, {":bytes", Blob{std::string("a\0b", 3)}}});
}

}  // namespace

TEST_CASE("values come out of a row as they went in") {
  const test::TempDir dir;
  Database database(dir / "db", sqlite::SmallSchema());
  const std::int64_t big = std::numeric_limits<std::int64_t>::min();
  database.Write([&](Connection& db) { AddThing(db, big, std::string("n\0ul", 4), 0.1); });
  database.Read([&](Connection& db) {
    auto row = db.Query("FindThing", {{":id", big}});
    REQUIRE(row.Next());
    CHECK(row.Get<std::int64_t>("id") == big);
    CHECK(row.Get<std::string>("name") == std::string("n\0ul", 4));
    CHECK(row.Get<double>("size") == 0.1);
    CHECK(row.Get<Blob>("bytes").bytes == std::string("a\0b", 3));
    CHECK(row.Get<base::Timestamp>("id") == base::FromMillis(big));
    CHECK_FALSE(row.Next());
  });
}

TEST_CASE("NULL is read as nothing, and refused where a value is asked for") {
  const test::TempDir dir;
  Database database(dir / "db", sqlite::SmallSchema());
  database.Write([&](Connection& db) { AddThing(db, 1, std::nullopt); });
  database.Read([&](Connection& db) {
    auto row = db.Query("FindThing", {{":id", 1}});
    REQUIRE(row.Next());
    CHECK(row.Get<std::optional<std::string>>("name") == std::nullopt);
    CHECK(row.Get<std::optional<int>>("id") == 1);
    CHECK_THROWS_AS(row.Get<std::string>("name"), Error);
    CHECK_THROWS_AS(row.Get<double>("size"), Error);
  });
}

TEST_CASE("a number that does not fit the asked type is refused, not cut") {
  const test::TempDir dir;
  Database database(dir / "db", sqlite::SmallSchema());
  database.Write([&](Connection& db) {
    AddThing(db, 1LL << 40, "big");
    AddThing(db, -1, "negative");
  });
  database.Read([&](Connection& db) {
    auto row = db.Query("ListThings");
    REQUIRE(row.Next());
    CHECK_THROWS_AS(row.Get<std::uint64_t>("id"), Error);
    REQUIRE(row.Next());
    CHECK_THROWS_AS(row.Get<int>("id"), Error);
    CHECK_THROWS_AS(row.Get<std::string>("id"), Error);
    CHECK_THROWS_AS(row.Get<int>("no_such_column"), Error);
  });
  CHECK_THROWS_AS(sqlite::ToValue(std::numeric_limits<std::uint64_t>::max()), Error);
}

TEST_CASE("a statement is refused with a parameter too few, unknown, or with an unknown name") {
  const test::TempDir dir;
  Database database(dir / "db", sqlite::SmallSchema());
  database.Read([&](Connection& db) {
    CHECK_THROWS_AS(db.Query("FindThing"), Error);
    CHECK_THROWS_AS(db.Query("FindThing", {{":other", 1}}), Error);
    CHECK_THROWS_AS(db.Query("NoSuchStatement"), Error);
    CHECK_NOTHROW(db.Query("FindThing", {{":id", 1}}));
  });
}

TEST_CASE("a statement cannot be run inside itself, and can be run again afterwards") {
  const test::TempDir dir;
  Database database(dir / "db", sqlite::SmallSchema());
  database.Read([&](Connection& db) {
    {
      const auto rows = db.Query("ListThings");
      CHECK_THROWS_AS(db.Query("ListThings"), Error);
    }
    CHECK_NOTHROW(db.Query("ListThings"));
  });
}

TEST_CASE("running a statement says how many rows it changed") {
  const test::TempDir dir;
  Database database(dir / "db", sqlite::SmallSchema());
  database.Write([&](Connection& db) {
    AddThing(db, 1, "one");
    CHECK(db.Run("RenameThing", {{":id", 1}, {":name", "uno"}}) == 1);
    CHECK(db.Run("RenameThing", {{":id", 2}, {":name", "due"}}) == 0);
  });
}
