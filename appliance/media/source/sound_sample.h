// Whether sound that is copied could be decoded: the first of its packets are, for nobody to hear. One thread.
#pragma once

#include "av/decoder.h"
#include "av/packet.h"

namespace clipbox::media {

class SoundSample {
 public:
  explicit SoundSample(const AVStream& stream) : decoder_(stream, av::DecoderOptions{}) {}

  void Take(const av::Packet& packet) {
    if (packets_ == kMaxPackets) return;
    ++packets_;
    decoder_.Send(&packet);
    av::Frame frame;
    while (decoder_.Receive(frame)) {
    }
  }

  bool mostly_damaged() const { return decoder_.damaged_packets() * 2 > packets_; }

 private:
  // A second of AAC: 3 ms.
  static constexpr int kMaxPackets = 48;

  av::Decoder decoder_;
  int packets_ = 0;
};

}  // namespace clipbox::media
