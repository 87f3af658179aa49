#include "av/io.h"

#include <algorithm>
#include <utility>

#include "av/error.h"
#include "base/error.h"

namespace clipbox::av {
namespace {

// Read beyond the last packet of a stretch, at most.
constexpr int kBufferBytes = 32 << 10;
// Pictures and sound lie apart by less: a step of this size goes on with the same run.
constexpr std::int64_t kSameRun = 1 << 20;
constexpr std::int64_t kFirstAhead = 128 << 10;
// With an end in view eight ranges are on their way; without one no more than what may be read for nothing.
constexpr std::int64_t kMaxAhead = 8 << 20;
constexpr std::int64_t kMaxAheadBlindly = 1 << 20;
constexpr std::int64_t kPiece = 1 << 20;

}  // namespace

SourceIo::SourceIo(base::ByteSource& source, std::stop_token stop) : source_(source), stop_(std::move(stop)) {
  auto* buffer = static_cast<std::uint8_t*>(CheckAllocated(av_malloc(kBufferBytes), "av_malloc"));
  context_ = avio_alloc_context(buffer, kBufferBytes, 0, this, &SourceIo::Read, nullptr, &SourceIo::Seek);
  if (context_ == nullptr) {
    av_free(buffer);
    ThrowOutOfMemory("avio_alloc_context");
  }
}

SourceIo::~SourceIo() {
  // libavformat may have replaced the buffer: the context knows the one it has now.
  av_freep(&context_->buffer);
  avio_context_free(&context_);
}

void SourceIo::Rethrow() {
  if (kept_) std::rethrow_exception(std::exchange(kept_, nullptr));
}

void SourceIo::ThrowIfOver() const {
  if (stop_.stop_requested()) throw base::Error(base::ErrorCode::kCancelled, "the work was cancelled");
  if (deadline_ && std::chrono::steady_clock::now() > *deadline_) {
    throw base::Error(base::ErrorCode::kTimeout, "reading " + source_.name() + " took longer than it may");
  }
}

int SourceIo::Read(void* opaque, std::uint8_t* into, int size) noexcept {
  auto& self = *static_cast<SourceIo*>(opaque);
  try {
    self.ThrowIfOver();
    const std::span target(reinterpret_cast<std::byte*>(into), static_cast<std::size_t>(size));
    const std::size_t got = self.ReadHere(target);
    return got == 0 ? AVERROR_EOF : static_cast<int>(got);
  } catch (...) {
    self.kept_ = std::current_exception();
    return AVERROR(EIO);
  }
}

std::size_t SourceIo::ReadHere(std::span<std::byte> into) {
  const auto size = static_cast<std::int64_t>(source_.size());
  if (position_ >= size) return 0;
  const std::int64_t end = expected_end_ && position_ < *expected_end_ ? std::min(*expected_end_, size) : size;
  const std::size_t wanted = std::min(into.size(), static_cast<std::size_t>(end - position_));
  if (position_ < run_begin_ || position_ > run_end_ + kSameRun) run_begin_ = run_end_ = announced_end_ = position_;
  const std::size_t got = source_.ReadOrStop(static_cast<std::uint64_t>(position_), into.first(wanted), stop_);
  // The object said how long it is: less than that is a broken read, and must not look like the end of the film.
  if (got < wanted) {
    throw base::Error(base::ErrorCode::kInputOutput, "reading " + source_.name() + " ended early, at byte " +
                                                         std::to_string(position_ + static_cast<std::int64_t>(got)) +
                                                         " of " + std::to_string(size));
  }
  if (opening_) source_.OthersWillRead(static_cast<std::uint64_t>(position_), got);
  position_ += static_cast<std::int64_t>(got);
  bytes_read_ += got;
  run_end_ = std::max(run_end_, position_);
  Announce();
  return got;
}

// With an end in view all that lies before it, a little at a time. Without one as much ahead as was read in this run: a
// jump to one packet fetches nothing beyond it. In few large pieces, each of which is a request.
void SourceIo::Announce() {
  const std::int64_t run = run_end_ - run_begin_;
  if ((!expected_end_ && run < kFirstAhead) || source_.useful_reads() <= 1) return;
  const std::int64_t ahead = expected_end_ ? std::min({std::max(run, kPiece), kMaxAhead, *expected_end_ - run_end_})
                                           : std::min(run, kMaxAheadBlindly);
  const std::int64_t from = std::max(run_end_, announced_end_);
  const std::int64_t to = run_end_ + ahead;
  const bool reaches_end = expected_end_ && to >= *expected_end_;
  if (to <= from || (to - from < std::min(kPiece, ahead / 2) && !reaches_end)) return;
  source_.WillRead(static_cast<std::uint64_t>(from), static_cast<std::uint64_t>(to - from));
  announced_end_ = to;
}

void SourceIo::WillRead(std::int64_t offset, std::int64_t size) {
  if (offset >= 0 && size > 0) source_.WillRead(static_cast<std::uint64_t>(offset), static_cast<std::uint64_t>(size));
}

std::int64_t SourceIo::Seek(void* opaque, std::int64_t offset, int whence) noexcept {
  auto& self = *static_cast<SourceIo*>(opaque);
  const auto size = static_cast<std::int64_t>(self.source_.size());
  switch (whence & ~AVSEEK_FORCE) {
    case AVSEEK_SIZE: return size;
    case SEEK_SET: break;
    case SEEK_CUR: offset += self.position_; break;
    case SEEK_END: offset += size; break;
    default: return AVERROR(EINVAL);
  }
  if (offset < 0) return AVERROR(EINVAL);
  return self.position_ = offset;
}

int SourceIo::Interrupted(void* opaque) noexcept {
  auto& self = *static_cast<SourceIo*>(opaque);
  try {
    self.ThrowIfOver();
    return 0;
  } catch (...) {
    self.kept_ = std::current_exception();
    return 1;
  }
}

}  // namespace clipbox::av
