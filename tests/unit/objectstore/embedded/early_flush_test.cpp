#include "objectstore/embedded/files/early_flush.h"

#include <fstream>

#include "base/encoding.h"
#include "catch.h"
#include "crypto/md5.h"
#include "file_text.h"
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

TEST_CASE("a body that is long enough to be flushed while it arrives is kept whole") {
  const test::TempDir folder;
  objectstore::IncomingThreads threads;
  std::atomic<std::uint64_t> promised = 0;
  const std::string block(1 << 20, 'b');
  constexpr std::uint64_t kBlocks = 2 * (EarlyFlush::kEveryBytes >> 20) + 1;
  objectstore::IncomingFile incoming(folder / "body", {}, threads, {promised, 0});
  crypto::Md5 digest;
  for (std::uint64_t i = 0; i < kBlocks; ++i) {
    incoming.Write(block);
    digest.Update(block);
  }
  incoming.Finish();
  CHECK(incoming.size_bytes() == kBlocks << 20);
  CHECK(incoming.md5() == base::ToHex(digest.Finish()));
  incoming.Sync();
  CHECK(std::filesystem::file_size(folder / "body") == kBlocks << 20);
}
