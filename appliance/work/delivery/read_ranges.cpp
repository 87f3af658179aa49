#include "work/delivery/read_ranges.h"

#include <algorithm>

namespace clipbox::work {

std::size_t RecordedSource::ReadAt(std::uint64_t offset, std::span<std::byte> into) {
  const std::size_t got = source_.ReadAt(offset, into);
  if (got > 0) Add(offset, offset + got);
  return got;
}

std::size_t RecordedSource::ReadOrStop(std::uint64_t offset, std::span<std::byte> into, const std::stop_token& stop) {
  const std::size_t got = source_.ReadOrStop(offset, into, stop);
  if (got > 0) Add(offset, offset + got);
  return got;
}

void RecordedSource::Add(std::uint64_t from, std::uint64_t to) {
  const base::MutexLock lock(mutex_);
  auto next = ends_.upper_bound(from);
  if (next != ends_.begin() && std::prev(next)->second >= from) from = (--next)->first;
  for (; next != ends_.end() && next->first <= to; next = ends_.erase(next)) to = std::max(to, next->second);
  ends_[from] = to;
}

std::vector<ByteRange> RecordedSource::Ranges() const {
  const base::MutexLock lock(mutex_);
  std::vector<ByteRange> ranges;
  for (const auto& [from, to] : ends_) ranges.push_back({from, to - from});
  return ranges;
}

}  // namespace clipbox::work
