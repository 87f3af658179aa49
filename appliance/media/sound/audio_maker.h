// The `audio` output as M4A, Opus or MP3. Sound that the source has in that codec is copied packet by packet, anything
// else is encoded again. An M4A is cut to the sample by its edit list, the others to the packet. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "av/output.h"
#include "jobs/recipe.h"
#include "media/maker/output_maker.h"
#include "media/sound/sound_encoder.h"

namespace clipbox::media {

// True where the source's sound can go into such a file as it is: it has its codec, and its header once in the
// container.
bool CanCopySound(const SourceInfo& info, jobs::SoundFile file);

// The maker that the recipe and the source ask for. Its file is `base` and an ending.
// Requires: context.info.audio; `stream` is that stream of the source.
std::unique_ptr<OutputMaker> NewAudioMaker(const SpanContext& context, const std::filesystem::path& base,
                                           const AVStream& stream);

class AudioEncodeMaker final : public OutputMaker {
 public:
  AudioEncodeMaker(const SpanContext& context, std::filesystem::path path);

  void Sound(const av::Frame& sound) override;
  bool wants_sound() const override { return true; }
  void Finish(Made& made) override;

 private:
  const SpanContext& context_;
  av::Output output_;
  SoundEncoder encoder_;
  std::int64_t samples_ = 0;
};

class AudioCopyMaker final : public OutputMaker {
 public:
  // `stream` is the source's audio stream.
  AudioCopyMaker(const SpanContext& context, std::filesystem::path path, const AVStream& stream);

  void SoundPacket(const av::Packet& packet) override;
  bool wants_sound_packets() const override { return true; }
  void Finish(Made& made) override;

 private:
  std::int64_t LengthOf(const av::Packet& packet) const;

  const SpanContext& context_;
  const AVCodecParameters& codec_;
  const AVRational source_tick_;
  const AVRational tick_;   // one sample
  const std::int64_t end_;  // in samples
  av::Output output_;
  std::optional<std::int64_t> next_;  // where the next packet should begin
};

}  // namespace clipbox::media
