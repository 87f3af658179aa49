#include "objectstore/transfer/blockwise_source.h"

#include <algorithm>

namespace clipbox::objectstore {

std::size_t BlockwiseSource::ReadAt(std::uint64_t offset, std::span<std::byte> into) {
  std::size_t done = 0;
  while (done < into.size() && offset + done < size()) {
    const std::uint64_t at = offset + done;
    if (at < block_at_ || at >= block_at_ + block_.size()) {
      block_at_ = at - at % kBlockBytes;
      block_.resize(static_cast<std::size_t>(std::min(kBlockBytes, size() - block_at_)));
      block_.resize(source_->ReadAt(block_at_, block_));
      if (at >= block_at_ + block_.size()) break;
    }
    const auto from = static_cast<std::size_t>(at - block_at_);
    const std::size_t taken = std::min(block_.size() - from, into.size() - done);
    std::copy_n(block_.begin() + static_cast<std::ptrdiff_t>(from), taken,
                into.begin() + static_cast<std::ptrdiff_t>(done));
    done += taken;
  }
  return done;
}

}  // namespace clipbox::objectstore
