// The `clip` output: an MP4 of H.264 High and AAC from every frame of the span, re-encoded, times kept as they are (variable frame
// rates stay variable), index first; shaped, levelled, captioned and fitted to a size as the recipe says. One thread; x264 runs `threads`
// of its own.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "av/graph.h"
#include "av/output.h"
#include "media/cut/size_target.h"
#include "media/output_maker.h"
#include "media/picture/burned_captions.h"
#include "media/picture/picture_encoder.h"
#include "media/sound/sound_encoder.h"

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
  void NewGraph(const AVFrame& picture);
  void Drain();
  void Take(av::Frame picture);
  void Begin(const AVFrame& first);
  PictureCoding Coding() const;
  SoundCoding CodingOfSound() const;
  std::int64_t EndOfLast() const;

  const SpanContext& context_;
  const AVRational tick_;  // of the pictures in the file
  av::Output output_;
  std::optional<av::Graph> graph_;
  bool deinterlaces_ = false;
  std::optional<BurnedCaptions> captions_;
  std::optional<SizeTarget> target_;
  std::optional<PictureEncoder> encoder_;  // with the first picture, whose colours it takes over
  int stream_ = 0;
  std::optional<SoundEncoder> sound_;
  std::vector<av::Frame> early_sound_;  // before the first picture
};

}  // namespace clipbox::media
