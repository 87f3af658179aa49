#include "objectstore/embedded/kept_credentials.h"

#include "base/error.h"
#include "catch.h"
#include "objectstore/embedded/embedded_store.h"
#include "temp_dir.h"

namespace clipbox::objectstore {

TEST_CASE("the key pair that a store made is found beside it while it is open") {
  const test::TempDir dir;
  base::SystemClock clock;
  EmbeddedStore store({.directory = dir.path()}, clock);
  const auto kept = FindKeptCredentials(dir.path());
  REQUIRE(kept);
  CHECK(kept->access_key_id == store.bucket_store().credentials().access_key_id);
  CHECK(kept->secret_access_key == store.bucket_store().credentials().secret_access_key);
}

TEST_CASE("a store that was given its pair keeps none, and without a store nothing is made") {
  const test::TempDir dir;
  base::SystemClock clock;
  {
    const EmbeddedStore store({.directory = dir.path(), .access_key_id = "given", .secret_access_key = "secret"},
                              clock);
    CHECK_FALSE(FindKeptCredentials(dir.path()));
  }
  const test::TempDir empty;
  CHECK_THROWS_AS(FindKeptCredentials(empty.path()), base::Error);
  CHECK(std::filesystem::is_empty(empty.path()));
}

}  // namespace clipbox::objectstore
