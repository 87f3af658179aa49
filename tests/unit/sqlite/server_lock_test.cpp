#include "sqlite/server_lock.h"

#include <unistd.h>

#include "base/error.h"
#include "base/files.h"
#include "catch.h"
#include "temp_dir.h"

using namespace clipbox;
using base::Error;
using base::ErrorCode;

TEST_CASE("a second server on the same directory is refused, by name, until the first ends") {
  const test::TempDir dir;
  {
    const sqlite::ServerLock first(dir / "data");
    try {
      const sqlite::ServerLock second(dir / "data");
      FAIL("it was let in");
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::kDatabaseLocked);
      CHECK(std::string(error.what()).find("process " + std::to_string(::getpid())) != std::string::npos);
    }
  }
  CHECK_NOTHROW(sqlite::ServerLock(dir / "data"));
}

TEST_CASE("two directories are two servers") {
  const test::TempDir dir;
  const sqlite::ServerLock first(dir / "one");
  CHECK_NOTHROW(sqlite::ServerLock(dir / "two"));
}

TEST_CASE("a directory that cannot be made is an error that names it") {
  const test::TempDir dir;
  base::MakePrivateFile(dir / "file");
  CHECK_THROWS_AS(sqlite::ServerLock(dir / "file" / "data"), Error);
}

TEST_CASE("a server says where it is reached, until it ends; a second one is still told which process it is") {
  const test::TempDir dir;
  CHECK_FALSE(sqlite::FindRunningServer(dir / "data"));
  {
    const sqlite::ServerLock lock(dir / "data");
    CHECK_FALSE(sqlite::FindRunningServer(dir / "data"));
    lock.Announce("http://127.0.0.1:41234");
    CHECK(sqlite::FindRunningServer(dir / "data") == "http://127.0.0.1:41234");
    try {
      const sqlite::ServerLock second(dir / "data");
      FAIL("it was let in");
    } catch (const Error& error) {
      CHECK(std::string(error.what()).find("(process " + std::to_string(::getpid()) + ")") != std::string::npos);
    }
  }
  CHECK_FALSE(sqlite::FindRunningServer(dir / "data"));
  const sqlite::ServerLock next(dir / "data");
  CHECK_FALSE(sqlite::FindRunningServer(dir / "data"));
}
