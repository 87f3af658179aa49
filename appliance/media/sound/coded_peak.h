// The true peak of sound as a player will hear it: what an encoder made is decoded again and measured. Codecs add up to
// 3 dB (measured with libav's AAC at 160 kbit/s, on drums). Used by SoundEncoder. One thread.
#pragma once

#include <cstdint>

#include "av/decoder.h"
#include "av/packet.h"
#include "media/sound/loudness.h"

namespace clipbox::media {

class CodedPeak {
 public:
  // `stream` describes what the encoder makes.
  explicit CodedPeak(const AVStream& stream) : decoder_(stream, {}) {}

  void Feed(const av::Packet& packet);
  // dBTP.
  double Finish();

 private:
  void Listen();

  av::Decoder decoder_;
  LoudnessMeter meter_;
  std::int64_t samples_ = 0;
};

}  // namespace clipbox::media
