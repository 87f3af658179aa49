#include "media/source/block_cache.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "base/error.h"
#include "catch.h"

using namespace clipbox;
using media::BlockCache;

namespace {

std::byte ByteAt(std::uint64_t offset) { return static_cast<std::byte>(offset * 7 % 251); }

// What a test looks at and turns while the cache owns the source.
struct Watched {
  std::atomic<int> reads = 0;
  std::atomic<std::uint64_t> ends_at = UINT64_MAX;  // reads give nothing from there on
  int useful_reads = 1;
  int together = 0;  // reads behind the first wait until so many are under way at once
  std::mutex mutex;
  std::condition_variable_any changed;
  int under_way = 0;
  int most_under_way = 0;
};

// Bytes that say where they lie.
class WatchedSource final : public base::ByteSource {
 public:
  WatchedSource(std::uint64_t size, Watched& watched) : size_(size), watched_(watched) {}
  std::uint64_t size() const override { return size_; }
  std::string name() const override { return "watched"; }
  int useful_reads() const override { return watched_.useful_reads; }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override {
    ++watched_.reads;
    WaitForOthers(offset);
    const std::uint64_t ends_at = watched_.ends_at;
    const std::size_t count = offset >= ends_at ? 0 : std::min<std::uint64_t>(into.size(), ends_at - offset);
    for (std::size_t i = 0; i < count; ++i) into[i] = ByteAt(offset + i);
    return count;
  }

 private:
  void WaitForOthers(std::uint64_t offset) {
    std::unique_lock lock(watched_.mutex);
    watched_.most_under_way = std::max(watched_.most_under_way, ++watched_.under_way);
    watched_.changed.notify_all();
    if (offset > 0) {
      watched_.changed.wait_for(lock, std::chrono::seconds(20),
                                [&] { return watched_.most_under_way >= watched_.together; });
    }
    --watched_.under_way;
  }

  const std::uint64_t size_;
  Watched& watched_;
};

struct World {
  explicit World(std::uint64_t size,
                 media::BlockCacheSettings settings = {.block_bytes = 1000, .most_bytes = 3000, .range_bytes = 1000})
      : cache(std::make_unique<WatchedSource>(size, watched), settings) {}

  // The bytes at `offset`, each of which is checked.
  std::size_t Read(std::uint64_t offset, std::size_t size) {
    std::vector<std::byte> bytes(size);
    const std::size_t got = cache.ReadAt(offset, bytes);
    for (std::size_t i = 0; i < got; ++i) {
      if (bytes[i] != ByteAt(offset + i)) FAIL("another byte at " << offset + i);
    }
    return got;
  }

  Watched watched;
  BlockCache cache;
};

}  // namespace

TEST_CASE("a block is read from the source once while it stays in the cache", "[threads]") {
  World world(10'000);
  CHECK(world.Read(500, 2000) == 2000);
  CHECK(world.watched.reads == 3);
  world.Read(900, 1500);
  CHECK(world.watched.reads == 3);
  const BlockCache::Counts counts = world.cache.TakeCounts();
  CHECK(counts.bytes == 3000);
  CHECK(counts.requests == 3);
  CHECK(world.cache.TakeCounts().requests == 0);
}

TEST_CASE("missing blocks that lie side by side are one read", "[threads]") {
  World world(100'000, {.block_bytes = 1000, .most_bytes = 40'000, .range_bytes = 8000});
  world.Read(0, 8000);
  CHECK(world.watched.reads == 1);
  world.Read(9000, 1000);
  world.Read(8000, 4000);
  CHECK(world.watched.reads == 4);
}

TEST_CASE("the block used longest ago leaves first", "[threads]") {
  World world(10'000, {.block_bytes = 1000, .most_bytes = 2000, .range_bytes = 1000});
  for (const std::uint64_t offset : {0, 1000, 0, 2000}) world.Read(offset, 1);
  CHECK(world.watched.reads == 3);
  world.Read(0, 1);
  CHECK(world.watched.reads == 3);
  world.Read(1000, 1);
  CHECK(world.watched.reads == 4);
}

TEST_CASE(
    "an index that others will read outlives a clip that is larger than the cache, also where the source is near") {
  const std::size_t near_bytes = GENERATE(5000, 100'000);
  World world(1'000'000, {.block_bytes = 1000, .most_bytes = 100'000, .near_bytes = near_bytes, .range_bytes = 1000});
  for (std::uint64_t offset = 0; offset < 10'000; offset += 2000) {
    world.Read(offset, 2000);
    world.cache.OthersWillRead(offset, 2000);
  }
  world.Read(600'000, 200'000);
  const int before = world.watched.reads;
  world.Read(0, 10'000);
  CHECK(world.watched.reads == before);
}

TEST_CASE(
    "of a source that is near only the last blocks are kept, of one that is far away as many as there is room for") {
  World world(1'000'000, {.block_bytes = 1000, .most_bytes = 100'000, .near_bytes = 5000, .range_bytes = 1000});
  world.Read(0, 10'000);
  world.Read(5000, 5000);
  CHECK(world.watched.reads == 10);
  world.Read(0, 5000);
  CHECK(world.watched.reads == 15);
  Watched far;
  far.useful_reads = 2;
  BlockCache cache(std::make_unique<WatchedSource>(1'000'000, far),
                   {.block_bytes = 1000, .most_bytes = 100'000, .near_bytes = 5000, .range_bytes = 1000});
  std::vector<std::byte> bytes(10'000);
  cache.ReadAt(0, bytes);
  cache.ReadAt(0, bytes);
  CHECK(far.reads == 10);
}

TEST_CASE("what others will read takes no more than half of the cache", "[threads]") {
  World world(1'000'000, {.block_bytes = 1000, .most_bytes = 20'000, .near_bytes = 20'000, .range_bytes = 1000});
  for (std::uint64_t offset = 0; offset < 50'000; offset += 1000) {
    world.Read(offset, 1000);
    world.cache.OthersWillRead(offset, 1000);
  }
  CHECK(world.watched.reads == 50);
  world.Read(0, 10'000);
  CHECK(world.watched.reads == 50);
  world.Read(10'000, 10'000);
  CHECK(world.watched.reads == 60);
}

TEST_CASE("nothing comes from behind the end, and the last block may be short", "[threads]") {
  World world(2500);
  CHECK(world.Read(2400, 1000) == 100);
  CHECK(world.Read(2500, 10) == 0);
  CHECK(world.Read(1'000'000, 10) == 0);
}

TEST_CASE("a source that gives less than it promised is an error, not the end", "[threads]") {
  World world(2500);
  world.watched.ends_at = 1200;
  CHECK(world.Read(0, 1000) == 1000);
  try {
    world.Read(1000, 100);
    FAIL("nothing was thrown");
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kInputOutput);
  }
  world.watched.ends_at = UINT64_MAX;
  CHECK(world.Read(1000, 100) == 100);
}

TEST_CASE("what is announced of a source that is far away is fetched by several reads at once", "[threads]") {
  World world(1'000'000, {.block_bytes = 1000, .most_bytes = 200'000, .range_bytes = 5000});
  world.watched.useful_reads = 4;
  world.watched.together = 4;
  world.cache.WillRead(10'000, 20'000);
  CHECK(world.Read(10'000, 20'000) == 20'000);
  CHECK(world.watched.most_under_way == 4);
  CHECK(world.watched.reads == 4);
  CHECK(world.cache.TakeCounts().bytes == 20'000);
}

TEST_CASE("what is announced of a source that is near is left alone", "[threads]") {
  World world(100'000);
  world.cache.WillRead(10'000, 20'000);
  world.Read(50'000, 1);
  CHECK(world.watched.reads == 1);
}

TEST_CASE("no more is fetched ahead than a quarter of the cache holds", "[threads]") {
  World world(1'000'000, {.block_bytes = 1000, .most_bytes = 100'000, .range_bytes = 5000});
  world.watched.useful_reads = 4;
  world.cache.WillRead(10'000, 500'000);
  world.Read(10'000, 25'000);
  CHECK(world.cache.TakeCounts().bytes == 25'000);
}

TEST_CASE("a read ahead that fails is the error of whoever needs its bytes, and of nobody else", "[threads]") {
  World world(1'000'000, {.block_bytes = 1000, .most_bytes = 200'000, .range_bytes = 5000});
  world.watched.useful_reads = 2;
  world.watched.ends_at = 50'000;
  world.cache.WillRead(60'000, 10'000);
  CHECK(world.Read(0, 10'000) == 10'000);
  CHECK_THROWS_AS(world.Read(60'000, 10'000), base::Error);
}

TEST_CASE("a stop ends the wait for bytes that are on their way", "[threads]") {
  World world(1'000'000, {.block_bytes = 1000, .most_bytes = 200'000, .range_bytes = 5000});
  world.watched.useful_reads = 2;
  world.watched.together = 3;
  world.cache.WillRead(10'000, 10'000);
  std::stop_source stop;
  std::vector<std::byte> bytes(100);
  std::jthread stopper([&] {
    std::unique_lock lock(world.watched.mutex);
    world.watched.changed.wait_for(lock, std::chrono::seconds(20), [&] { return world.watched.under_way == 2; });
    stop.request_stop();
  });
  try {
    world.cache.ReadOrStop(10'000, bytes, stop.get_token());
    FAIL("nothing was thrown");
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kCancelled);
  }
  world.Read(900'000, 1);  // the third, which lets the others go on
}
