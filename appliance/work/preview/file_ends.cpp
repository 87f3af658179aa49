#include "work/preview/file_ends.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"

namespace clipbox::work {

std::size_t FileEnds::ReadAt(std::uint64_t offset, std::span<std::byte> into) {
  if (offset >= size_) return 0;
  const std::uint64_t end = std::min(size_, offset + into.size());
  const std::uint64_t tail_begin = size_ - tail_.size();
  if (std::max<std::uint64_t>(offset, head_.size()) < std::min(end, tail_begin)) {
    missed_ = true;
    throw base::Error(base::ErrorCode::kStoreUnavailable, "these bytes of the file are not here yet");
  }
  std::size_t copied = 0;
  if (offset < head_.size()) {
    copied = static_cast<std::size_t>(std::min<std::uint64_t>(end, head_.size()) - offset);
    std::memcpy(into.data(), head_.data() + offset, copied);
  }
  if (offset + copied < end) {
    const std::size_t rest = static_cast<std::size_t>(end - offset) - copied;
    std::memcpy(into.data() + copied, tail_.data() + (offset + copied - tail_begin), rest);
    copied += rest;
  }
  return copied;
}

}  // namespace clipbox::work
