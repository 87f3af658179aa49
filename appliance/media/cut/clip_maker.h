// The `clip` output encoded anew: an MP4 of H.264 High and AAC from every frame of the span, index first. Times are
// kept as they are: variable frame rates stay variable. It is shaped, levelled, captioned and fitted to a size as the
// recipe says. One thread; x264 runs `threads` of its own.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "av/graph.h"
#include "av/output.h"
#include "media/cut/size_target.h"
#include "media/cut/sound_copier.h"
#include "media/maker/output_maker.h"
#include "media/picture/burned_captions.h"
#include "media/picture/picture_encoder.h"
#include "media/sound/sound_encoder.h"

namespace clipbox::media {

class ClipMaker final : public OutputMaker {
 public:
  // `sound`: the source's, copied where it can stand in the clip as it is; null: it is encoded anew.
  ClipMaker(const SpanContext& context, std::filesystem::path path, const AVStream* sound = nullptr);

  void Picture(const av::Frame& picture) override;
  void Sound(const av::Frame& sound) override;
  void SoundPacket(const av::Packet& packet) override;
  bool wants_pictures() const override { return true; }
  bool wants_sound() const override { return sound_.has_value(); }
  bool wants_sound_packets() const override { return copied_sound_.has_value(); }
  void Finish(Made& made) override;

 private:
  void NewGraph(const AVFrame& picture);
  void Drain();
  void Take(av::Frame picture);
  void AddSound(const AVStream* source);
  void Begin(const AVFrame& first);
  PictureCoding Coding() const;
  SoundCoding CodingOfSound() const;
  double AskedSeconds() const;
  std::int64_t EndOfLast() const;

  const SpanContext& context_;
  const AVRational tick_;  // of the pictures in the file
  av::Output output_;
  std::optional<av::Graph> graph_;
  bool deinterlaces_ = false;
  std::optional<BurnedCaptions> captions_;
  std::optional<SizeTarget> target_;
  std::optional<PictureEncoder> encoder_;  // with the first picture, whose colours it takes over
  const int stream_;
  std::optional<SoundEncoder> sound_;
  std::optional<SoundCopier> copied_sound_;
};

}  // namespace clipbox::media
