#include "av/io.h"

#include <utility>

#include "av/error.h"
#include "base/error.h"

namespace clipbox::av {
namespace {

constexpr int kBufferBytes = 64 << 10;

}  // namespace

SourceIo::SourceIo(base::ByteSource& source, std::stop_token stop) : source_(source), stop_(std::move(stop)), cache_(source) {
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
    const std::size_t got = self.cache_.ReadAt(static_cast<std::uint64_t>(self.position_), target);
    self.position_ += static_cast<std::int64_t>(got);
    return got == 0 ? AVERROR_EOF : static_cast<int>(got);
  } catch (...) {
    self.kept_ = std::current_exception();
    return AVERROR(EIO);
  }
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
