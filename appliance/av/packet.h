// Owns one AVPacket (its payload is a counted reference). Move-only; one thread at a time.
#pragma once

#include <memory>

#include "av/error.h"
#include "av/libav.h"

namespace clipbox::av {

class Packet {
 public:
  Packet() : packet_(CheckAllocated(av_packet_alloc(), "av_packet_alloc")) {}

  // Takes the payload over and leaves this one empty, ready for the next read.
  Packet Take() {
    Packet taken;
    av_packet_move_ref(taken.get(), get());
    return taken;
  }

  // Another reference to the same payload. Throws: Error kOutOfMemory.
  Packet Ref() const {
    Packet copy;
    Check(av_packet_ref(copy.get(), get()), "av_packet_ref");
    return copy;
  }

  AVPacket* get() const { return packet_.get(); }
  AVPacket* operator->() const { return packet_.get(); }
  bool is_key() const { return (packet_->flags & AV_PKT_FLAG_KEY) != 0; }
  void Unref() { av_packet_unref(packet_.get()); }

 private:
  struct Free {
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
  };
  std::unique_ptr<AVPacket, Free> packet_;
};

// When it is shown, or else decoded; AV_NOPTS_VALUE where it says neither.
inline std::int64_t TimeOf(const Packet& packet) { return packet->pts != AV_NOPTS_VALUE ? packet->pts : packet->dts; }

}  // namespace clipbox::av
