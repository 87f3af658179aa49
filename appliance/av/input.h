// A source opened for reading packets: the demuxer over a ByteSource. Every door but that source is shut: no protocols,
// no other files, only allowed containers and decoders. Move-only by being held where it is made; one thread at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <stop_token>

#include "av/io.h"
#include "av/packet.h"

namespace clipbox::av {

struct InputOptions {
  std::stop_token stop;
  int max_streams = 64;
  std::chrono::seconds open_deadline{20};  // for head and index together
};

class Input {
 public:
  // Recognises the container and reads its head and its streams' parameters. The source must outlive it.
  // Throws: Error kNotAVideo (nothing known, or a broken head), kUnsupportedFormat (known, not allowed), kTooLarge
  // (streams), kTimeout, kCancelled, what the source throws.
  Input(base::ByteSource& source, const InputOptions& options);

  // The next packet in the file's order; false at the end. Throws: what the source throws, kCancelled. Damaged
  // stretches are skipped.
  bool Read(Packet& packet);

  // To the last key frame of `stream` at or before `ticks`, as well as the container knows. False where the container
  // cannot seek.
  bool SeekBefore(int stream, std::int64_t ticks);
  // To the very first packet. False where the container cannot seek.
  bool SeekToStart();

  AVFormatContext& format() const { return *format_; }
  AVStream& stream(int index) const { return *format_->streams[index]; }
  int stream_count() const { return static_cast<int>(format_->nb_streams); }
  std::uint64_t bytes_read() const { return io_->bytes_read(); }

  // Says that this stream, and what KeepOnly left beside it, will be read up to `ticks`: nothing is read ahead beyond
  // it. Before the seek.
  void WillReadUntil(int stream, std::int64_t ticks);
  // Says that after the next seek only the packet will be read that SeekBefore leads to.
  void WillReadOne(int stream, std::int64_t ticks);
  // Says that this packet will be wanted later, so that a source that is far away fetches it meanwhile.
  void WillWant(int stream, std::int64_t ticks);

  // Drops packets of all streams but these (-1: none) inside the demuxer, so that their bytes need not be read.
  void KeepOnly(int video, int audio);

 private:
  struct Close {
    void operator()(AVFormatContext* format) const { avformat_close_input(&format); }
  };

  void Open(const AVInputFormat& format, const InputOptions& options);
  const AVIndexEntry* PacketBefore(int stream, std::int64_t ticks) const;

  std::unique_ptr<SourceIo> io_;  // before the context that reads through it
  std::unique_ptr<AVFormatContext, Close> format_;
};

}  // namespace clipbox::av
