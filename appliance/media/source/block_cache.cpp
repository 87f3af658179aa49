#include "media/source/block_cache.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/error.h"

namespace clipbox::media {
namespace {

using base::Error;
using base::ErrorCode;

// At least two, so that a reader finds what was fetched for it when another comes between.
std::size_t BlocksOf(std::size_t bytes, const BlockCacheSettings& settings) {
  return std::max<std::size_t>(2, bytes / settings.block_bytes);
}

}  // namespace

BlockCache::BlockCache(std::unique_ptr<base::ByteSource> source, BlockCacheSettings settings)
    : source_(std::move(source)),
      settings_(settings),
      size_(source_->size()),
      most_blocks_(BlocksOf(settings.most_bytes, settings)),
      most_recent_(source_->useful_reads() > 1 ? most_blocks_
                                               : std::min(most_blocks_, BlocksOf(settings.near_bytes, settings))) {}

BlockCache::~BlockCache() {
  std::vector<std::jthread> fetchers;
  {
    const base::MutexLock lock(mutex_);
    announced_.clear();
    fetchers.swap(fetchers_);
  }
  for (std::jthread& fetcher : fetchers) fetcher.request_stop();
}

std::size_t BlockCache::ReadOrStop(std::uint64_t offset, std::span<std::byte> into, const std::stop_token& stop) {
  if (offset >= size_) return 0;
  into = into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size_ - offset)));
  for (std::size_t done = 0; done < into.size();) {
    const Step step = Take(offset + done, into.subspan(done), stop);
    if (step.missing.blocks > 0) Fetch(step.missing);
    done += step.copied;
  }
  return into.size();
}

BlockCache::Step BlockCache::Take(std::uint64_t offset, std::span<std::byte> into, const std::stop_token& stop) {
  const Index index = offset / settings_.block_bytes;
  base::MutexLock lock(mutex_);
  arrived_.wait(lock, stop, [&]() REQUIRES(mutex_) { return !IsOnItsWay(index); });
  if (stop.stop_requested()) throw Error(ErrorCode::kCancelled, "the work was cancelled");
  const auto found = by_index_.find(index);
  if (found == by_index_.end())
    return {.missing = Claim(index, (offset + into.size() - 1) / settings_.block_bytes + 1)};
  Block& block = *found->second;
  Touch(block);
  const std::size_t from = offset % settings_.block_bytes;
  const std::size_t count = std::min(into.size(), block.bytes.size() - from);
  std::memcpy(into.data(), block.bytes.data() + from, count);
  return {.copied = count};
}

bool BlockCache::IsOnItsWay(Index index) const {
  const auto found = by_index_.find(index);
  return found != by_index_.end() && found->second == recent_.end();
}

void BlockCache::Touch(Block& block) {
  if (std::exchange(block.unread, false)) --unread_;
  Blocks& list = block.kept ? kept_ : recent_;
  list.splice(list.begin(), list, by_index_.at(block.index));
}

void BlockCache::OthersWillRead(std::uint64_t offset, std::uint64_t size) {
  if (size == 0) return;
  const base::MutexLock lock(mutex_);
  for (Index index = offset / settings_.block_bytes; index <= (offset + size - 1) / settings_.block_bytes; ++index) {
    if (kept_.size() >= most_blocks_ / 2) return;
    const auto found = by_index_.find(index);
    if (found == by_index_.end() || found->second == recent_.end() || found->second->kept) continue;
    found->second->kept = true;
    kept_.splice(kept_.begin(), recent_, found->second);
  }
}

// Marks the missing blocks from `first` on, without a gap, as on their way. One range fits beside what is kept.
BlockCache::Range BlockCache::Claim(Index first, Index end) {
  Range range{first, 0};
  const std::size_t most = std::clamp<std::size_t>(settings_.range_bytes / settings_.block_bytes, 1,
                                                   std::min(most_recent_, most_blocks_ / 2));
  while (first + range.blocks < end && range.blocks < most &&
         by_index_.try_emplace(first + range.blocks, recent_.end()).second)
    ++range.blocks;
  unread_ += range.blocks;
  return range;
}

void BlockCache::Fetch(const Range& range) {
  try {
    Place(range, Read(range));
  } catch (...) {
    Release(range);
    throw;
  }
}

std::vector<std::byte> BlockCache::Read(const Range& range) {
  const std::uint64_t offset = range.first * settings_.block_bytes;
  std::vector<std::byte> bytes(
      static_cast<std::size_t>(std::min<std::uint64_t>(range.blocks * settings_.block_bytes, size_ - offset)));
  const std::size_t got = source_->ReadAt(offset, bytes);
  {
    const base::MutexLock lock(mutex_);
    counts_.bytes += got;
    ++counts_.requests;
  }
  // The object said how long it is: less than that is a broken read, and must not look like the end of the film.
  if (got < bytes.size()) {
    throw Error(ErrorCode::kInputOutput, "reading " + source_->name() + " ended early, at byte " +
                                             std::to_string(offset + got) + " of " + std::to_string(size_));
  }
  return bytes;
}

void BlockCache::Place(const Range& range, std::span<const std::byte> bytes) {
  const base::MutexLock lock(mutex_);
  for (std::size_t i = 0; i < range.blocks; ++i) {
    const auto part = bytes.subspan(i * settings_.block_bytes,
                                    std::min(settings_.block_bytes, bytes.size() - i * settings_.block_bytes));
    recent_.push_front({.index = range.first + i, .bytes = {part.begin(), part.end()}});
    by_index_[range.first + i] = recent_.begin();
  }
  MakeRoom();
  arrived_.notify_all();
}

void BlockCache::Release(const Range& range) {
  const base::MutexLock lock(mutex_);
  for (std::size_t i = 0; i < range.blocks; ++i) by_index_.erase(range.first + i);
  unread_ -= range.blocks;
  arrived_.notify_all();
}

void BlockCache::MakeRoom() {
  while (recent_.size() > std::min(most_recent_, most_blocks_ - kept_.size())) {
    if (recent_.back().unread) --unread_;
    by_index_.erase(recent_.back().index);
    recent_.pop_back();
  }
}

void BlockCache::WillRead(std::uint64_t offset, std::uint64_t size) {
  const auto most_fetchers = static_cast<std::size_t>(source_->useful_reads());
  if (most_fetchers <= 1 || offset >= size_ || size == 0) return;
  const Index end = (std::min(size_, offset + size) + settings_.block_bytes - 1) / settings_.block_bytes;
  const base::MutexLock lock(mutex_);
  for (Index index = offset / settings_.block_bytes; index < end;) {
    // What is fetched and not yet read leaves room for what is read.
    if (unread_ >= most_blocks_ / 4) return;
    const Range range = Claim(index, end);
    index += std::max<std::size_t>(1, range.blocks);
    if (range.blocks == 0) continue;
    announced_.push_back(range);
    if (fetchers_.size() < most_fetchers)
      fetchers_.emplace_back([this](const std::stop_token& stop) { FetchAhead(stop); });
    asked_.notify_one();
  }
}

void BlockCache::FetchAhead(const std::stop_token& stop) {
  while (true) {
    Range range;
    {
      base::MutexLock lock(mutex_);
      if (!asked_.wait(lock, stop, [this]() REQUIRES(mutex_) { return !announced_.empty(); }) || stop.stop_requested())
        return;
      range = announced_.front();
      announced_.pop_front();
    }
    try {
      Fetch(range);
    } catch (const std::exception&) {
      // Whoever wants these bytes now finds them missing, reads them himself and gets the error.
    }
  }
}

BlockCache::Counts BlockCache::TakeCounts() {
  const base::MutexLock lock(mutex_);
  return std::exchange(counts_, {});
}

}  // namespace clipbox::media
