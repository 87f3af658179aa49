#include <sys/stat.h>

#include <fstream>

#include "base/error.h"
#include "base/files.h"
#include "catch.h"
#include "temp_dir.h"

using namespace clipbox;

TEST_CASE("a range is read where it lies and is short only at the end of the file") {
  const test::TempDir dir;
  std::ofstream(dir / "film") << "0123456789";
  base::FileSource source(dir / "film");
  std::byte bytes[4];
  CHECK(source.size() == 10);
  CHECK(source.ReadAt(3, bytes) == 4);
  CHECK(static_cast<char>(bytes[0]) == '3');
  CHECK(source.ReadAt(8, bytes) == 2);
  CHECK(source.ReadAt(10, bytes) == 0);
}

TEST_CASE("a missing file, a directory and a pipe are refused at once") {
  const test::TempDir dir;
  REQUIRE(::mkfifo((dir / "pipe").c_str(), 0600) == 0);
  CHECK_THROWS_AS(base::FileSource(dir / "nothing"), base::Error);
  CHECK_THROWS_AS(base::FileSource(dir.path()), base::Error);
  CHECK_THROWS_AS(base::FileSource(dir / "pipe"), base::Error);
}
