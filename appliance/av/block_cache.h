// The last used blocks of a ByteSource, so that a demuxer that jumps between index, picture and sound reads each of them once.
// Bounded memory. One thread; owned by the io that reads through it. The source must outlive it.
#pragma once

#include <cstdint>
#include <list>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/byte_source.h"

namespace clipbox::av {

class BlockCache {
 public:
  // 256 KiB keep what a clip reads beyond its own bytes under 4 % of a clip of 12 MB; 64 of them are 16 MiB.
  static constexpr std::size_t kBlockBytes = std::size_t{256} << 10;
  static constexpr std::size_t kBlocks = 64;

  explicit BlockCache(base::ByteSource& source, std::size_t block_bytes = kBlockBytes, std::size_t blocks = kBlocks)
      : source_(source), block_bytes_(block_bytes), most_blocks_(blocks) {}

  // As ByteSource::ReadAt, but may give less than asked for, never 0 before the end.
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into);

  // Bytes that came from the source so far.
  std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  struct Block {
    std::uint64_t index = 0;
    std::vector<std::byte> bytes;
  };

  const Block& Fetch(std::uint64_t index);

  base::ByteSource& source_;
  const std::size_t block_bytes_;
  const std::size_t most_blocks_;
  std::list<Block> blocks_;  // most recently used first
  std::unordered_map<std::uint64_t, std::list<Block>::iterator> by_index_;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace clipbox::av
