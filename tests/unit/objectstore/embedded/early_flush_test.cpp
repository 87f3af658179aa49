#include "objectstore/embedded/files/early_flush.h"

#include <sys/stat.h>

#include <fstream>
#include <vector>

#include "base/encoding.h"
#include "base/mutex.h"
#include "catch.h"
#include "crypto/md5.h"
#include "objectstore/embedded/files/incoming_file.h"
#include "temp_dir.h"

using namespace clipbox;
using objectstore::EarlyFlush;

TEST_CASE("a file that is flushed early may be removed meanwhile, and one that is not there is none") {
  const test::TempDir folder;
  EarlyFlush flush;
  for (int i = 0; i < 50; ++i) {
    const auto path = folder / std::to_string(i);
    std::ofstream(path) << "text";
    const EarlyFlush::File file = EarlyFlush::Open(path);
    REQUIRE(file);
    flush.Begin(file);
    flush.Begin(file);
    std::filesystem::remove(path);
  }
  CHECK(EarlyFlush::Open(folder / "none") == nullptr);
  flush.Begin(nullptr);
}

TEST_CASE("a body is flushed every 64 MiB while it arrives, and not once more at its end") {
  const test::TempDir folder;
  base::Mutex mutex;
  std::condition_variable_any flushed;
  std::vector<ino_t> files;
  const auto note = [&](int file) {
    struct stat found {};
    ::fstat(file, &found);
    const base::MutexLock lock(mutex);
    files.push_back(found.st_ino);
    flushed.notify_one();
  };
  const auto wait_for = [&](std::size_t count) {
    base::MutexLock lock(mutex);
    flushed.wait(lock, [&] { return files.size() >= count; });
  };
  objectstore::IncomingThreads threads{{}, EarlyFlush(note)};
  std::atomic<std::uint64_t> promised = 0;
  const std::string block(1 << 20, 'b');
  constexpr std::uint64_t kBlocks = 3 * (EarlyFlush::kEveryBytes >> 20);
  objectstore::IncomingFile incoming(folder / "body", {kBlocks << 20, std::nullopt}, threads, {promised, 0});
  crypto::Md5 digest;
  for (std::uint64_t i = 0; i < kBlocks; ++i) {
    incoming.Write(block);
    digest.Update(block);
    // Nothing else brings the test on: without a flush it ends by its time limit.
    if (i + 1 == kBlocks / 3) wait_for(1);
    if (i + 1 == kBlocks * 2 / 3) wait_for(2);
  }
  // They are flushed in the order of asking: had the end asked for one, it would come before this.
  std::ofstream(folder / "other") << "text";
  const EarlyFlush::File other = EarlyFlush::Open(folder / "other");
  threads.flushing.Begin(other);
  wait_for(3);
  struct stat body {};
  struct stat last {};
  REQUIRE(::stat((folder / "body").c_str(), &body) == 0);
  REQUIRE(::stat((folder / "other").c_str(), &last) == 0);
  CHECK(files == std::vector<ino_t>{body.st_ino, body.st_ino, last.st_ino});
  incoming.Finish();
  CHECK(incoming.md5() == base::ToHex(digest.Finish()));
  incoming.Sync();
  CHECK(std::filesystem::file_size(folder / "body") == kBlocks << 20);
}
