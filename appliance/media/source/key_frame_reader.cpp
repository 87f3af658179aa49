#include "media/source/key_frame_reader.h"

#include <algorithm>

#include "av/time.h"

namespace clipbox::media {
namespace {

// Some key packets show nothing by themselves (a field, a lost reference): so many more are tried.
constexpr int kMaxPackets = 60;
// Packets to look through for a key frame after a seek that landed between two.
constexpr int kMaxToKey = 2000;

}  // namespace

KeyFrameReader::KeyFrameReader(av::Input& input, const SourceInfo& info, const Limits& limits, bool roughly)
    : input_(input),
      info_(info),
      decoder_(input.stream(info.video->index), {.threads = 1, .max_pixels = limits.max_pixels, .roughly = roughly}) {
  input_.KeepOnly(info.video->index, -1);
}

bool KeyFrameReader::ReadPicturePacket() {
  while (input_.Read(packet_)) {
    if (packet_->stream_index == info_.video->index) return true;
  }
  return false;
}

std::int64_t KeyFrameReader::TicksOf(double seconds) const {
  return info_.video->zero_ticks + av::ToTicks(seconds, {info_.video->tick.num, info_.video->tick.den});
}

std::optional<KeyFrameReader::KeyFrame> KeyFrameReader::Find(double seconds) {
  const AVRational tick{info_.video->tick.num, info_.video->tick.den};
  input_.WillReadOne(info_.video->index, TicksOf(seconds));
  if (!input_.SeekBefore(info_.video->index, TicksOf(seconds))) input_.SeekToStart();
  for (int i = 0; i < kMaxToKey; ++i) {
    if (!ReadPicturePacket()) return std::nullopt;
    if (packet_.is_key()) break;
  }
  const std::int64_t key = av::TimeOf(packet_);
  if (last_ == key) return std::nullopt;
  last_ = key;
  decoder_.Flush();
  KeyFrame found;
  for (int i = 0; i < kMaxPackets; ++i) {
    decoder_.Send(&packet_);
    // Drained at once: a decoder that reorders would otherwise wait for the next frames.
    if (i == 0) decoder_.Send(nullptr);
    if (decoder_.Receive(found.picture)) {
      const std::int64_t shown = av::TimeOf(*found.picture);
      const std::int64_t at = shown != av::kNoTime ? shown : key;
      if (at != av::kNoTime) found.position = std::max(0.0, av::ToSeconds(at - info_.video->zero_ticks, tick));
      return found;
    }
    if (i == 0) decoder_.Flush();
    if (i > 0 && !ReadPicturePacket()) break;
  }
  return std::nullopt;
}

}  // namespace clipbox::media
