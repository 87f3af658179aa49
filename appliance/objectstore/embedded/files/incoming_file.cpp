#include "objectstore/embedded/files/incoming_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/encoding.h"
#include "base/error.h"
#include "base/files.h"
#include "objectstore/embedded/files/file_tail.h"

namespace clipbox::objectstore {
namespace {

using base::Error;
using base::ErrorCode;

// Large enough for the disk to write in one go. Measured here: 1 GiB at the pace of its MD5, and the flush at its end.
// With nothing before that end 3.8 s, with 2 MiB 3.5 s, with 8 3.1 s, with 32 3.5 s.
constexpr std::uint64_t kFlushBytes = 8 << 20;
static_assert(kFlushBytes % Md5Queue::kBufferBytes == 0 && EarlyFlush::kEveryBytes % kFlushBytes == 0);

}  // namespace

IncomingFile::IncomingFile(std::filesystem::path path, ExpectedBody expected, IncomingThreads& threads,
                           SpacePromise space)
    : path_(std::move(path)),
      expected_(std::move(expected)),
      space_(std::move(space)),
      fd_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)),
      flushing_(&threads.flushing),
      md5_stream_(std::make_unique<Md5Queue::Stream>(threads.hashing)) {
  if (!fd_) base::ThrowErrno("make the file", path_.string());
  if (expected_.sha256) sha256_digest_.emplace(crypto::DigestKind::kSha256);
}

IncomingFile::IncomingFile(IncomingFile&& other) noexcept
    : path_(std::move(other.path_)),
      is_ours_(std::exchange(other.is_ours_, false)),
      expected_(std::move(other.expected_)),
      space_(std::move(other.space_)),
      fd_(std::move(other.fd_)),
      size_bytes_(other.size_bytes_),
      written_bytes_(other.written_bytes_),
      flushed_bytes_(other.flushed_bytes_),
      flushing_(other.flushing_),
      flushed_file_(std::move(other.flushed_file_)),
      buffer_(std::move(other.buffer_)),
      capacity_(other.capacity_),
      md5_stream_(std::move(other.md5_stream_)),
      sha256_digest_(std::move(other.sha256_digest_)),
      md5_(std::move(other.md5_)),
      checksum_(std::move(other.checksum_)) {}

IncomingFile::~IncomingFile() {
  if (is_ours_) ::unlink(path_.c_str());
}

std::span<std::byte> IncomingFile::Room() {
  if (expected_.size_bytes == size_bytes_) return {&end_, 1};
  if (!buffer_) {
    // A small body takes no more than it needs; none of it goes to the hashing thread.
    const std::uint64_t left = expected_.size_bytes.value_or(Md5Queue::kBufferBytes) - size_bytes_;
    const bool is_small = expected_.size_bytes && left < Md5Queue::kBufferBytes;
    capacity_ = is_small ? static_cast<std::size_t>(left) : Md5Queue::kBufferBytes;
    buffer_ = is_small ? std::make_unique_for_overwrite<std::byte[]>(capacity_) : md5_stream_->TakeBuffer();
  }
  const auto used = static_cast<std::size_t>(size_bytes_ - written_bytes_);
  return {buffer_.get() + used, capacity_ - used};
}

void IncomingFile::Write(std::string_view bytes) {
  if (expected_.size_bytes && bytes.size() > *expected_.size_bytes - size_bytes_) {
    throw Error(ErrorCode::kSizeMismatch,
                "the body is longer than the " + std::to_string(*expected_.size_bytes) + " bytes that were announced");
  }
  while (!bytes.empty()) {
    const std::span<std::byte> room = Room();
    const std::size_t taken = std::min(bytes.size(), room.size());
    if (static_cast<const void*>(bytes.data()) != room.data()) std::memcpy(room.data(), bytes.data(), taken);
    bytes.remove_prefix(taken);
    size_bytes_ += taken;
    if (size_bytes_ - written_bytes_ == capacity_ && capacity_ == Md5Queue::kBufferBytes) Drain();
  }
}

// Hashed from memory: reading the file again would cost as much as writing it.
void IncomingFile::Drain() {
  const auto bytes = static_cast<std::size_t>(size_bytes_ - written_bytes_);
  if (bytes == 0) return;
  const std::string_view text(reinterpret_cast<const char*>(buffer_.get()), bytes);
  base::WriteAll(fd_, text, path_.string());
  written_bytes_ += bytes;
  space_.Use(bytes);
  BeginFlush();
  if (sha256_digest_) sha256_digest_->Update(text);
  if (bytes == Md5Queue::kBufferBytes) md5_stream_->Hash(std::move(buffer_));
}

// The disk works while more arrives, so that little is left for the flush at the end. Only a hint: a failure shows
// there.
void IncomingFile::BeginFlush() {
  const std::uint64_t waiting = written_bytes_ - flushed_bytes_;
  if (waiting < kFlushBytes) return;
  ::sync_file_range(fd_.get(), static_cast<off64_t>(flushed_bytes_), static_cast<off64_t>(waiting),
                    SYNC_FILE_RANGE_WRITE);
  flushed_bytes_ = written_bytes_;
  const bool is_end = written_bytes_ == expected_.size_bytes;
  if (is_end || flushed_bytes_ % EarlyFlush::kEveryBytes != 0) return;
  if (!flushed_file_) flushed_file_ = EarlyFlush::Open(path_);
  flushing_->Begin(flushed_file_);
}

void IncomingFile::Finish() {
  if (!md5_.empty()) return;
  if (expected_.size_bytes && size_bytes_ != *expected_.size_bytes) {
    throw Error(ErrorCode::kSizeMismatch, "the body ended after " + std::to_string(size_bytes_) + " of " +
                                              std::to_string(*expected_.size_bytes) + " bytes");
  }
  const auto rest = static_cast<std::size_t>(size_bytes_ - written_bytes_);
  Drain();
  if (sha256_digest_ && base::ToHex(sha256_digest_->Finish()) != *expected_.sha256) {
    throw Error(ErrorCode::kDigestMismatch, "the body is not the one that was signed: its SHA-256 is another");
  }
  md5_ = base::ToHex(md5_stream_->Finish({reinterpret_cast<const char*>(buffer_.get()), rest}));
  buffer_.reset();
}

void IncomingFile::Seal(std::string_view tail) { base::WriteAll(fd_, Framed(tail), path_.string()); }

void IncomingFile::Sync() {
  if (::fsync(fd_.get()) != 0) base::ThrowErrno("flush", path_.string());
  // A failed write-back may be reported only here.
  if (::close(fd_.Release()) != 0) base::ThrowErrno("close", path_.string());
}

}  // namespace clipbox::objectstore
