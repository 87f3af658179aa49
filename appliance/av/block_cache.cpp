#include "av/block_cache.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"

namespace clipbox::av {

std::size_t BlockCache::ReadAt(std::uint64_t offset, std::span<std::byte> into) {
  if (offset >= source_.size() || into.empty()) return 0;
  const Block& block = Fetch(offset / block_bytes_);
  const std::size_t from = offset % block_bytes_;
  const std::size_t count = std::min(into.size(), block.bytes.size() - from);
  std::memcpy(into.data(), block.bytes.data() + from, count);
  return count;
}

const BlockCache::Block& BlockCache::Fetch(std::uint64_t index) {
  if (const auto found = by_index_.find(index); found != by_index_.end()) {
    blocks_.splice(blocks_.begin(), blocks_, found->second);
    return blocks_.front();
  }
  const std::uint64_t offset = index * block_bytes_;
  const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(block_bytes_, source_.size() - offset));
  Block block{index, std::vector<std::byte>(wanted)};
  const std::size_t got = source_.ReadAt(offset, block.bytes);
  bytes_read_ += got;
  // The object said how long it is: less than that is a broken read, and must not look like the end of the film.
  if (got < wanted) {
    throw base::Error(base::ErrorCode::kInputOutput, "reading " + source_.name() + " ended early, at byte " +
                                                         std::to_string(offset + got) + " of " + std::to_string(source_.size()));
  }
  if (blocks_.size() >= most_blocks_) {
    by_index_.erase(blocks_.back().index);
    blocks_.pop_back();
  }
  blocks_.push_front(std::move(block));
  by_index_[index] = blocks_.begin();
  return blocks_.front();
}

}  // namespace clipbox::av
