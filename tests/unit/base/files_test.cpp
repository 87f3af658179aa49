#include "base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <string>

#include "base/error.h"
#include "catch.h"
#include "file_text.h"
#include "temp_dir.h"

using namespace clipbox;

namespace {

std::string Read(const base::ScratchFile& file, std::uint64_t offset, std::size_t size) {
  std::string text(size, '?');
  file.Read(offset, text.data(), size);
  return text;
}

base::ErrorCode CodeOf(const std::function<void()>& call) {
  try {
    call();
  } catch (const base::Error& error) {
    return error.code();
  }
  return base::ErrorCode::kInternal;
}

void Write(const std::filesystem::path& path, std::string_view text) { std::ofstream(path) << text; }

unsigned ModeOf(const std::filesystem::path& path) {
  return static_cast<unsigned>(std::filesystem::status(path).permissions());
}

}  // namespace

TEST_CASE("a private directory is made with all that leads to it, and one that is there stays as it is") {
  const test::TempDir dir;
  const mode_t before = ::umask(0);
  base::MakePrivateDirectory(dir / "a" / "b" / "");
  ::umask(before);
  CHECK(ModeOf(dir / "a") == 0700);
  CHECK(ModeOf(dir / "a" / "b") == 0700);
  ::chmod((dir / "a").c_str(), 0755);
  base::MakePrivateDirectory(dir / "a");
  CHECK(ModeOf(dir / "a") == 0755);
  Write(dir / "file", "");
  CHECK(CodeOf([&] { base::MakePrivateDirectory(dir / "file" / "c"); }) == base::ErrorCode::kInputOutput);
}

TEST_CASE("a private file is made once") {
  const test::TempDir dir;
  CHECK(base::MakePrivateFile(dir / "key"));
  CHECK(ModeOf(dir / "key") == 0600);
  Write(dir / "key", "secret");
  CHECK_FALSE(base::MakePrivateFile(dir / "key"));
  CHECK(test::ReadText(dir / "key") == "secret");
}

TEST_CASE("a file that is moved into place replaces what had the name, and a directory there is named") {
  const test::TempDir dir;
  Write(dir / "new", "whole");
  Write(dir / "place", "old");
  base::MoveIntoPlace(dir / "new", dir / "place");
  CHECK(test::ReadText(dir / "place") == "whole");
  CHECK_FALSE(std::filesystem::exists(dir / "new"));
  Write(dir / "new", "again");
  std::filesystem::create_directory(dir / "taken");
  CHECK_THROWS_WITH(base::MoveIntoPlace(dir / "new", dir / "taken"),
                    "cannot put a finished file at " + (dir / "taken").string() + ": Is a directory");
  CHECK(test::ReadText(dir / "new") == "again");
}

TEST_CASE("a small file is kept whole in the place of the older one, whatever a kill left beside it") {
  const test::TempDir dir;
  const auto file = dir / "kept";
  std::ofstream(dir / "kept.new") << "half of another, which is longer";
  base::KeepFile(file, "one");
  CHECK(test::ReadText(file) == "one");
  base::KeepFile(file, "two");
  CHECK(test::ReadText(file) == "two");
  CHECK((std::filesystem::status(file).permissions() & std::filesystem::perms::all) ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  CHECK(std::distance(std::filesystem::directory_iterator(dir.path()), {}) == 1);
}

TEST_CASE("what cannot be flushed is an error") {
  const test::TempDir dir;
  base::SyncToDisk(dir.path());
  CHECK(CodeOf([&] { base::SyncToDisk(dir / "nowhere"); }) == base::ErrorCode::kInputOutput);
}

TEST_CASE("all bytes are written, and a full disk is named as such") {
  const test::TempDir dir;
  const std::string bytes(1 << 20, 'x');
  base::WriteAll(base::UniqueFd(::open((dir / "file").c_str(), O_WRONLY | O_CREAT, 0600)), bytes, "file");
  CHECK(test::ReadText(dir / "file") == bytes);
  const base::UniqueFd full(::open("/dev/full", O_WRONLY));
  CHECK(CodeOf([&] { base::WriteAll(full, "x", "/dev/full"); }) == base::ErrorCode::kStorageFull);
}

TEST_CASE("a file is read whole, with a byte more than allowed where it is longer") {
  const test::TempDir dir;
  const std::string bytes = std::string(200'000, 'x') + "\0end";
  Write(dir / "file", bytes);
  CHECK(base::ReadFile(dir / "file") == bytes);
  CHECK(base::ReadFile(dir / "file", bytes.size()) == bytes);
  CHECK(base::ReadFile(dir / "file", 10) == std::string(11, 'x'));
  CHECK(base::ReadFile("/proc/self/cmdline").value_or("").find("unit_base") != std::string::npos);
  Write(dir / "empty", "");
  CHECK(base::ReadFile(dir / "empty") == "");
  CHECK_FALSE(base::ReadFile(dir / "nowhere"));
  CHECK_FALSE(base::ReadFile(dir.path()));
}

TEST_CASE("a folder of its own is private, never another's, and gone with all that is in it") {
  const test::TempDir dir;
  std::filesystem::path gone;
  {
    const base::TempFolder folder(dir.path(), "film-"), other(dir.path(), "film-");
    gone = folder.path();
    CHECK(gone != other.path());
    CHECK(gone.filename().string().starts_with("film-"));
    CHECK(ModeOf(gone) == 0700);
    std::filesystem::create_directories(gone / "deep" / "deeper");
    Write(gone / "deep" / "file", "x");
  }
  CHECK_FALSE(std::filesystem::exists(gone));
  CHECK(std::filesystem::is_empty(dir.path()));
  CHECK(CodeOf([&] { const base::TempFolder none(dir / "nowhere"); }) == base::ErrorCode::kInputOutput);
}

TEST_CASE("a folder may be removed before its object ends") {
  const test::TempDir dir;
  const base::TempFolder folder(dir.path());
  Write(folder.path() / "file", "x");
  folder.Remove();
  CHECK_FALSE(std::filesystem::exists(folder.path()));
}

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
