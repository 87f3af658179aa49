// A file being muxed. Finish writes the index and closes; destroyed before that, it closes what there is (the owner
// removes it). One thread at a time.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "av/dictionary.h"
#include "av/encoder.h"
#include "av/packet.h"
#include "av/packet_hold.h"

namespace clipbox::av {

class Output {
 public:
  // `format` is libav's name of the muxer (`mp4`, `gif`). Throws: Error kInputOutput, kStorageFull.
  Output(const std::filesystem::path& path, const std::string& format);

  // Before WriteHeader. Both give the stream's index.
  int AddStream(const Encoder& encoder);
  int AddStream(const AVCodecParameters& parameters, AVRational time_base);
  // A stream that comes before those added after it, and is described once its encoder is there.
  int ReserveStream();
  void Describe(int stream, const Encoder& encoder);
  AVStream& stream(int index) const { return *format_->streams[index]; }
  AVFormatContext& format() const { return *format_; }
  int stream_count() const { return static_cast<int>(format_->nb_streams); }

  // Seconds. Before WriteHeader.
  void AddChapter(double start, double end, const std::string& title);

  // Keeps all packets back on the disk and writes head and packets at Finish, in order of time. For streams whose
  // packets come after all others or may be replaced. Before WriteHeader.
  void Hold();
  // Requires: Hold. What is kept of a stream.
  std::uint64_t held_bytes(int stream) const { return hold_->bytes(stream); }
  std::size_t held_packets(int stream) const { return hold_->packets(stream); }
  // Requires: Hold. Forgets the stream's packets; those that follow are the encoder's.
  void Replace(int stream, const Encoder& encoder);

  // Where the file lies.
  std::filesystem::path directory() const { return path_.parent_path(); }

  void WriteHeader(Dictionary options);
  // Takes the packet's payload; its times are in `time_base`. Packets of several streams are interleaved by time; those
  // that come before the header wait for it on the disk.
  void Write(Packet& packet, int stream, AVRational time_base);
  void Finish();

  // Muxers whose streams want codec headers apart from packets (MP4, MKV).
  bool WantsGlobalHeader() const { return (format_->oformat->flags & AVFMT_GLOBALHEADER) != 0; }

 private:
  struct Close {
    void operator()(AVFormatContext* format) const {
      avio_closep(&format->pb);
      avformat_free_context(format);
    }
  };
  void ReleaseHeld();
  void CheckWritten(int result, std::string_view call) const;

  const std::filesystem::path path_;
  std::unique_ptr<AVFormatContext, Close> format_;
  std::optional<PacketHold> hold_;
  bool holds_all_ = false;
  bool wrote_header_ = false;
  Dictionary held_options_;
};

}  // namespace clipbox::av
