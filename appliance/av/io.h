// libav's view of a ByteSource: an AVIOContext that tells the source what it will read next. It stops when its owner is
// told to stop or its time is over. An exception in a callback is kept and thrown by Rethrow on our side of the C code.
// One thread at a time.
#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <stop_token>

#include "av/libav.h"
#include "base/byte_source.h"
#include "base/clock.h"

namespace clipbox::av {

class SourceIo {
 public:
  // The source must outlive it.
  SourceIo(base::ByteSource& source, std::stop_token stop);
  ~SourceIo();
  SourceIo(const SourceIo&) = delete;
  SourceIo& operator=(const SourceIo&) = delete;

  AVIOContext* context() const { return context_; }
  AVIOInterruptCB interrupt_callback() { return {&SourceIo::Interrupted, this}; }

  // From then on reads fail with kTimeout; nothing: no limit.
  void SetDeadline(std::optional<base::Monotonic> deadline) { deadline_ = deadline; }

  // Throws what a callback kept (the source's error, kCancelled, kTimeout), if one did. Call after every libav call
  // that reads.
  void Rethrow();

  // Where the reading will end, as far as the index knows: nothing is fetched from there on before libav asks for it.
  // Nothing: not known.
  void SetExpectedEnd(std::optional<std::int64_t> offset) { expected_end_ = offset; }
  // A stretch that will be read later.
  void WillRead(std::int64_t offset, std::int64_t size);
  // While true: what is read belongs to the head and the index, which everybody reads who opens the film.
  void SetOpening(bool opening) { opening_ = opening; }

  // What libav asked for so far; what a cache before the source knows already counts as well.
  std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  static int Read(void* opaque, std::uint8_t* into, int size) noexcept;
  static std::int64_t Seek(void* opaque, std::int64_t offset, int whence) noexcept;
  static int Interrupted(void* opaque) noexcept;

  void ThrowIfOver() const;
  std::size_t ReadHere(std::span<std::byte> into);
  void Announce();

  base::ByteSource& source_;
  const std::stop_token stop_;
  std::optional<base::Monotonic> deadline_;
  std::int64_t position_ = 0;
  std::uint64_t bytes_read_ = 0;
  std::int64_t run_begin_ = 0;  // the stretch that is read onward at present
  std::int64_t run_end_ = 0;
  std::int64_t announced_end_ = 0;
  std::optional<std::int64_t> expected_end_;
  bool opening_ = false;
  std::exception_ptr kept_;
  AVIOContext* context_ = nullptr;
};

}  // namespace clipbox::av
