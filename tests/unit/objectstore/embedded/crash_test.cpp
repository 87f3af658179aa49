// A process that stores parts is killed in the middle, again and again; what it had acknowledged is there, and nothing
// else is.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "base/unique_fd.h"
#include "catch.h"
#include "crypto/md5.h"
#include "objectstore/embedded/embedded_store.h"
#include "temp_dir.h"

namespace clipbox::objectstore {
namespace {

namespace fs = std::filesystem;

std::string BytesOf(unsigned char number) { return std::string(200'000, static_cast<char>(number)); }

base::UploadPart Send(EmbeddedStore& store, const std::string& upload_id, unsigned char number) {
  IncomingFile incoming = store.bucket_store().Receive({BytesOf(number).size(), std::nullopt});
  incoming.Write(BytesOf(number));
  return store.bucket_store().PutPart("key", upload_id, number, std::move(incoming));
}

// Stores parts and tells the number of each over the pipe once it is acknowledged, until it is killed.
[[noreturn]] void StoreForEver(const fs::path& directory, const std::string& upload_id, unsigned char first, int pipe) {
  base::SystemClock clock;
  EmbeddedStore store({.directory = directory, .keep_free_bytes = 0}, clock);
  for (unsigned char number = first;; ++number) {
    Send(store, upload_id, number);
    if (::write(pipe, &number, 1) != 1) ::_exit(1);
  }
}

// Lets a child store parts from `first` on, kills it when it has acknowledged `count`, and returns the last one that it
// told.
unsigned char KillAfter(const fs::path& directory, const std::string& upload_id, unsigned char first, int count) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const base::UniqueFd read_end(ends[0]);
  base::UniqueFd write_end(ends[1]);
  const pid_t child = ::fork();
  if (child == 0) StoreForEver(directory, upload_id, first, write_end.get());
  write_end.Reset();
  unsigned char acknowledged = 0;
  for (int i = 0; i < count; ++i) REQUIRE(::read(read_end.get(), &acknowledged, 1) == 1);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  while (::read(read_end.get(), &acknowledged, 1) == 1) continue;
  return acknowledged;
}

// Those in their places: one that was killed between its file and its row lies in quarantine.
std::size_t CountFiles(const fs::path& objects) {
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(objects)) count += entry.is_regular_file() ? 1 : 0;
  return count - Quarantine(objects).Look().files;
}

}  // namespace

TEST_CASE("after each of ten kills every acknowledged part is there, whole, and every file has its row") {
  const test::TempDir directory;
  base::SystemClock clock;
  std::string upload;
  {
    EmbeddedStore store({.directory = directory.path(), .keep_free_bytes = 0}, clock);
    upload = store.CreateMultipart("key", {});
  }
  unsigned char next = 1;
  for (int round = 0; round < 10; ++round) {
    const unsigned char acknowledged = KillAfter(directory.path(), upload, next, 1 + round % 4);
    EmbeddedStore store({.directory = directory.path(), .keep_free_bytes = 0}, clock);
    const auto parts = store.ListParts("key", upload);
    REQUIRE(parts.size() >= acknowledged);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      CHECK(parts[i].part_number == static_cast<int>(i + 1));
      CHECK(parts[i].etag == crypto::Md5Hex(BytesOf(static_cast<unsigned char>(i + 1))));
    }
    CHECK(CountFiles(directory / "objects") == parts.size());
    next = static_cast<unsigned char>(parts.size() + 1);
  }
  EmbeddedStore store({.directory = directory.path(), .keep_free_bytes = 0}, clock);
  const auto parts = store.ListParts("key", upload);
  store.CompleteMultipart("key", upload, parts);
  CHECK(store.Open("key")->size() == parts.size() * BytesOf(1).size());
}

}  // namespace clipbox::objectstore
