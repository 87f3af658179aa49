// The `clip` output: an MP4 of H.264 High and AAC from every frame of the span, re-encoded, times kept as they are (variable frame
// rates stay variable), index first. One thread; x264 runs `threads` of its own.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "av/encoder.h"
#include "av/graph.h"
#include "av/output.h"
#include "media/output_maker.h"
#include "media/sound_encoder.h"

namespace clipbox::media {

class ClipMaker final : public OutputMaker {
 public:
  ClipMaker(const SpanContext& context, std::filesystem::path path);

  void Picture(const av::Frame& picture) override;
  void Sound(const av::Frame& sound) override;
  bool wants_pictures() const override { return true; }
  bool wants_sound() const override { return context_.info.audio.has_value(); }
  void Finish(Made& made) override;

 private:
  struct Shown {
    std::int64_t pts = 0;
    std::int64_t duration = 0;
  };

  av::Frame Convert(const av::Frame& picture);
  void Begin(const av::Frame& first);
  void Configure(AVCodecContext& codec, const av::Frame& first) const;
  av::Dictionary CodecOptions() const;
  void EncodeHeld(std::int64_t until);
  void WritePicture(av::Packet& packet);

  const SpanContext& context_;
  const AVRational tick_;  // of the pictures in the file
  av::Output output_;
  std::optional<av::Graph> graph_;
  std::optional<av::Encoder> encoder_;  // with the first picture, whose colours it takes over
  int stream_ = 0;
  std::optional<SoundEncoder> sound_;
  std::vector<av::Frame> early_sound_;  // before the first picture
  std::optional<av::Frame> held_;       // a picture waits for the next, which tells how long it is shown
  std::deque<Shown> shown_;             // given to the encoder, not back yet
};

}  // namespace clipbox::media
