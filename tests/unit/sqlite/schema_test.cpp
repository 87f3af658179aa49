#include "sqlite/schema.h"

#include "base/error.h"
#include "catch.h"

using namespace clipbox::sqlite;
using clipbox::base::Error;

TEST_CASE("a file of statements is cut at its names, without its comments") {
  const auto queries = ParseNamedQueries(
      "f.sql", "-- about the file; really\n\n-- name: One\n-- why\nSELECT 1; -- one\n\n-- name: Two\nSELECT\n2;\n");
  REQUIRE(queries.size() == 2);
  CHECK(queries[0].name == "One");
  CHECK(queries[0].sql == "SELECT 1; \n");
  CHECK(queries[1].name == "Two");
  CHECK(queries[1].sql == "SELECT\n2;\n");
}

TEST_CASE("a block with two statements, none, or no end is refused, and so is text before the first name") {
  CHECK_THROWS_AS(ParseNamedQueries("f.sql", "-- name: One\nSELECT 1; SELECT 2;"), Error);
  CHECK_THROWS_AS(ParseNamedQueries("f.sql", "-- name: One\n-- name: Two\nSELECT 2;"), Error);
  CHECK_THROWS_AS(ParseNamedQueries("f.sql", "-- name: One\nSELECT 1"), Error);
  CHECK_THROWS_AS(ParseNamedQueries("f.sql", "SELECT 1;\n-- name: One\nSELECT 1;"), Error);
}

TEST_CASE("a missing folder, a missing file and a name taken twice are refused") {
  CHECK_THROWS_AS(EmbeddedSchema("sql/no_such_folder/", {}), Error);
  CHECK_THROWS_AS(EmbeddedSchema("sql/migrations/", {"sql/queries/no_such_file.sql"}), Error);
  CHECK_THROWS_AS(EmbeddedSchema("sql/migrations/", {"sql/queries/jobs.sql", "sql/queries/jobs.sql"}), Error);
}
