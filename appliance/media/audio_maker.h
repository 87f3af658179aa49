// The `audio` output as M4A: AAC of the source is copied packet by packet and cut by the edit list; anything else is encoded again.
// One thread.
#pragma once

#include <cstdint>
#include <optional>

#include "av/output.h"
#include "media/output_maker.h"
#include "media/sound_encoder.h"

namespace clipbox::media {

class AudioEncodeMaker final : public OutputMaker {
 public:
  AudioEncodeMaker(const SpanContext& context, std::filesystem::path path);

  void Sound(const av::Frame& sound) override { encoder_.Feed(sound); }
  bool wants_sound() const override { return true; }
  void Finish(Made& made) override;

 private:
  av::Output output_;
  SoundEncoder encoder_;
};

class AudioCopyMaker final : public OutputMaker {
 public:
  // `stream` is the source's audio stream.
  AudioCopyMaker(const SpanContext& context, std::filesystem::path path, const AVStream& stream);

  void SoundPacket(const av::Packet& packet) override;
  bool wants_sound_packets() const override { return true; }
  void Finish(Made& made) override;

 private:
  const AVRational source_tick_;
  const AVRational tick_;           // one sample
  const std::int64_t end_;          // in samples
  const std::int64_t frame_samples_;
  av::Output output_;
  std::optional<std::int64_t> next_;  // where the next packet should begin
};

}  // namespace clipbox::media
