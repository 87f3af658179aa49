#include "base/scratch_file.h"

#include <string>

#include "base/error.h"
#include "catch.h"
#include "temp_dir.h"

using namespace clipbox;

namespace {

std::string Read(const base::ScratchFile& file, std::uint64_t offset, std::size_t size) {
  std::string text(size, '?');
  file.Read(offset, text.data(), size);
  return text;
}

}  // namespace

TEST_CASE("what was appended to a scratch file is read back, in any order and in part") {
  const test::TempDir dir;
  base::ScratchFile file(dir.path());
  CHECK(file.Append("first", 5) == 0);
  CHECK(file.Append("second", 6) == 5);
  CHECK(file.Append("", 0) == 11);
  CHECK(file.size() == 11);
  CHECK(Read(file, 5, 6) == "second");
  CHECK(Read(file, 0, 5) == "first");
  CHECK(Read(file, 3, 4) == "stse");
}

TEST_CASE("a scratch file has no name, so that nothing is left of it however the process ends") {
  const test::TempDir dir;
  base::ScratchFile file(dir.path());
  file.Append("bytes", 5);
  CHECK(std::filesystem::is_empty(dir.path()));
}

TEST_CASE("a scratch file that was cleared begins anew") {
  const test::TempDir dir;
  base::ScratchFile file(dir.path());
  file.Append("old bytes", 9);
  file.Clear();
  CHECK(file.size() == 0);
  CHECK(file.Append("new", 3) == 0);
  CHECK(Read(file, 0, 3) == "new");
}

TEST_CASE("reading beyond the end of a scratch file is an error, not silence") {
  const test::TempDir dir;
  base::ScratchFile file(dir.path());
  file.Append("bytes", 5);
  try {
    Read(file, 3, 3);
    FAIL("nothing was thrown");
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kInputOutput);
  }
}

TEST_CASE("a scratch file in a directory that is not there is an error that names the directory") {
  const test::TempDir dir;
  CHECK_THROWS_WITH(base::ScratchFile(dir / "nowhere"), "cannot create a file for intermediate results in " +
                                                            (dir / "nowhere").string() + ": No such file or directory");
}
