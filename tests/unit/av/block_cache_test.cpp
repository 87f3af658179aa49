#include <cstring>

#include "av/block_cache.h"
#include "base/error.h"
#include "catch.h"

using namespace clipbox;

namespace {

// Bytes that say where they lie; counts its reads and can end early.
class CountedSource final : public base::ByteSource {
 public:
  explicit CountedSource(std::uint64_t size) : size_(size) {}
  std::uint64_t size() const override { return size_; }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override {
    ++reads;
    const std::size_t count = offset >= ends_at ? 0 : std::min<std::uint64_t>(into.size(), ends_at - offset);
    for (std::size_t i = 0; i < count; ++i) into[i] = static_cast<std::byte>((offset + i) % 251);
    return count;
  }
  std::string name() const override { return "counted"; }

  int reads = 0;
  std::uint64_t ends_at = UINT64_MAX;

 private:
  const std::uint64_t size_;
};

std::vector<std::byte> ReadWhole(av::BlockCache& cache, std::uint64_t offset, std::size_t size) {
  std::vector<std::byte> bytes(size);
  std::size_t at = 0;
  while (at < size) {
    const std::size_t got = cache.ReadAt(offset + at, std::span(bytes).subspan(at));
    if (got == 0) break;
    at += got;
  }
  bytes.resize(at);
  return bytes;
}

}  // namespace

TEST_CASE("a block is read from the source once while it stays in the cache") {
  CountedSource source(10'000);
  av::BlockCache cache(source, 1000, 3);
  const auto bytes = ReadWhole(cache, 500, 2000);
  REQUIRE(bytes.size() == 2000);
  for (std::size_t i = 0; i < bytes.size(); ++i) REQUIRE(bytes[i] == static_cast<std::byte>((500 + i) % 251));
  CHECK(source.reads == 3);
  ReadWhole(cache, 900, 1500);
  CHECK(source.reads == 3);
  CHECK(cache.bytes_read() == 3000);
}

TEST_CASE("the block used longest ago leaves first") {
  CountedSource source(10'000);
  av::BlockCache cache(source, 1000, 2);
  ReadWhole(cache, 0, 1);
  ReadWhole(cache, 1000, 1);
  ReadWhole(cache, 0, 1);
  ReadWhole(cache, 2000, 1);
  CHECK(source.reads == 3);
  ReadWhole(cache, 0, 1);
  CHECK(source.reads == 3);
  ReadWhole(cache, 1000, 1);
  CHECK(source.reads == 4);
}

TEST_CASE("nothing comes from behind the end, and the last block may be short") {
  CountedSource source(2500);
  av::BlockCache cache(source, 1000, 3);
  CHECK(ReadWhole(cache, 2400, 1000).size() == 100);
  CHECK(ReadWhole(cache, 2500, 10).empty());
  CHECK(ReadWhole(cache, 1'000'000, 10).empty());
}

TEST_CASE("a source that gives less than it promised is an error, not the end") {
  CountedSource source(2500);
  source.ends_at = 1200;
  av::BlockCache cache(source, 1000, 3);
  CHECK(ReadWhole(cache, 0, 1000).size() == 1000);
  try {
    ReadWhole(cache, 1000, 100);
    FAIL("nothing was thrown");
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kInputOutput);
  }
}
