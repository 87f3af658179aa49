// The blocks of a source that were read lately, as a ByteSource. All who read one film by it fetch each byte about
// once, the index above all (ByteSource::OthersWillRead). Of a source that is near little else is kept: it costs
// nothing to read again. Of a source that waits for each read (ByteSource::useful_reads) it fetches what WillRead
// announces, several ranges at a time. Bounded memory. Thread-safe; work keeps one for each film at work, `clipbox
// clip` one.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <span>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/byte_source.h"
#include "base/mutex.h"

namespace clipbox::media {

struct BlockCacheSettings {
  // What is read around a key frame of 100 KB for a storyboard is what counts: 64 KiB read 60 % beyond it, 4 KiB 4 %.
  std::size_t block_bytes = std::size_t{4} << 10;
  std::size_t most_bytes = std::size_t{32} << 20;
  std::size_t near_bytes = std::size_t{4} << 20;   // of a source that is near, beside its head and index
  std::size_t range_bytes = std::size_t{1} << 20;  // of one read of the source
};

class BlockCache final : public base::ByteSource {
 public:
  explicit BlockCache(std::unique_ptr<base::ByteSource> source, BlockCacheSettings settings = {});
  // Waits for the reads that are under way.
  ~BlockCache() override;

  std::uint64_t size() const override { return size_; }
  std::string name() const override { return source_->name(); }
  std::string etag() const override { return source_->etag(); }
  int useful_reads() const override { return source_->useful_reads(); }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override { return ReadOrStop(offset, into, {}); }
  std::size_t ReadOrStop(std::uint64_t offset, std::span<std::byte> into, const std::stop_token& stop) override
      EXCLUDES(mutex_);
  void WillRead(std::uint64_t offset, std::uint64_t size) override EXCLUDES(mutex_);
  void OthersWillRead(std::uint64_t offset, std::uint64_t size) override EXCLUDES(mutex_);

  struct Counts {
    std::uint64_t bytes = 0;
    std::uint64_t requests = 0;
  };
  // What was read of the source since this was last asked.
  Counts TakeCounts() EXCLUDES(mutex_);

 private:
  using Index = std::uint64_t;
  struct Block {
    Index index = 0;
    std::vector<std::byte> bytes;
    bool kept = false;  // in kept_, not in recent_
    bool unread = true;
  };
  using Blocks = std::list<Block>;
  // Consecutive blocks that are fetched by one read.
  struct Range {
    Index first = 0;
    std::size_t blocks = 0;
  };
  // What a reader does next: go on behind what was copied, or fetch what is missing.
  struct Step {
    std::size_t copied = 0;
    Range missing = {};
  };

  Step Take(std::uint64_t offset, std::span<std::byte> into, const std::stop_token& stop) EXCLUDES(mutex_);
  bool IsOnItsWay(Index index) const REQUIRES(mutex_);
  void Touch(Block& block) REQUIRES(mutex_);
  Range Claim(Index first, Index end) REQUIRES(mutex_);
  void Fetch(const Range& range) EXCLUDES(mutex_);
  std::vector<std::byte> Read(const Range& range) EXCLUDES(mutex_);
  void Place(const Range& range, std::span<const std::byte> bytes) EXCLUDES(mutex_);
  void Release(const Range& range) EXCLUDES(mutex_);
  void MakeRoom() REQUIRES(mutex_);
  void FetchAhead(const std::stop_token& stop) EXCLUDES(mutex_);

  const std::unique_ptr<base::ByteSource> source_;
  const BlockCacheSettings settings_;
  const std::uint64_t size_;
  const std::size_t most_blocks_;
  const std::size_t most_recent_;

  base::Mutex mutex_;
  std::condition_variable_any arrived_;  // a block came, or will not come
  std::condition_variable_any asked_;    // something was announced
  Blocks recent_ GUARDED_BY(mutex_);     // most recently used first
  Blocks kept_ GUARDED_BY(mutex_);       // those that others will read: at most half of all
  std::unordered_map<Index, Blocks::iterator> by_index_ GUARDED_BY(mutex_);  // recent_.end(): on its way
  std::deque<Range> announced_ GUARDED_BY(mutex_);
  std::size_t unread_ GUARDED_BY(mutex_) = 0;  // blocks here or on their way that nobody came for yet
  Counts counts_ GUARDED_BY(mutex_);
  std::vector<std::jthread> fetchers_ GUARDED_BY(mutex_);
};

}  // namespace clipbox::media
