// Packets of one stream to frames. Damaged packets are counted and skipped, as players do. Move-only; one thread at a
// time, while the codec may run `threads` of its own.
#pragma once

#include <cstdint>
#include <memory>

#include "av/frame.h"
#include "av/packet.h"

namespace clipbox::av {

struct DecoderOptions {
  int threads = 1;
  std::int64_t max_pixels = 0;  // of one picture; 0: libav's own bound
  bool roughly =
      false;  // without the loop filter: for pictures that are made much smaller, at about four fifths of the cost
  // Begins at a key frame in the middle of a film: gives every picture that is shown from the first whole one on. By
  // itself H.264's decoder withholds those that come before others are shown (the first P picture of an open GOP).
  bool mid_film = false;
  bool strict = false;  // counts as damaged what players would show all the same
};

class Decoder {
 public:
  // Throws: Error kUnsupportedCodec where no allowed decoder exists or it refuses the stream.
  Decoder(const AVStream& stream, const DecoderOptions& options);

  // Null: no more packets will come, give out what is held back. Then Receive until it gives false.
  void Send(const Packet* packet);
  // False: send more (or, after the last packet, the end).
  bool Receive(Frame& frame);
  // Forgets everything, for the next stretch after a seek.
  void Flush() {
    avcodec_flush_buffers(context_.get());
    awaits_whole_ = mid_film_;
  }

  const AVCodecContext& context() const { return *context_; }
  int damaged_packets() const { return damaged_packets_; }

 private:
  struct Free {
    void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
  };
  std::unique_ptr<AVCodecContext, Free> context_;
  const bool mid_film_;
  bool awaits_whole_;  // what comes before the first whole picture refers to what is not there
  int damaged_packets_ = 0;
};

// When the frame is shown, in ticks of its stream: the time stamp, or libav's best guess for containers without one.
inline std::int64_t TimeOf(const AVFrame& frame) {
  return frame.best_effort_timestamp != AV_NOPTS_VALUE ? frame.best_effort_timestamp : frame.pts;
}

}  // namespace clipbox::av
