// The MP4 that a cut by copying becomes: packets of video with times that rise, sound copied or encoded anew. Its edit
// lists show exactly the cut's pictures. Used by the makers of smart and key-frame cuts. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "av/output.h"
#include "base/time_range.h"
#include "media/cut/decode_clock.h"
#include "media/cut/sound_copier.h"
#include "media/maker/output_maker.h"
#include "media/sound/sound_encoder.h"

namespace clipbox::media {

// The source's streams, and what of them is cut.
struct CutSource {
  const AVStream& video;
  const AVStream* audio = nullptr;  // null: no sound
  base::TimeRange range = {};
};

class CutFile {
 public:
  CutFile(const SpanContext& context, const CutSource& source, const std::filesystem::path& path);

  // Writes the head. `header`: what stands in the sample description instead of the source's; empty: the source's.
  void Begin(const std::vector<std::uint8_t>& header);
  bool begun() const { return clock_.has_value(); }

  // A packet in decoding order, times in ticks of the source's stream from the cut's start, not before it. One that is
  // shown behind the end is written only where one that is shown follows it. Throws: FallBack `timestamps`,
  // `edit_list`. Requires: begun.
  void Video(av::Packet packet);

  bool copies_sound() const { return copies_sound_; }
  // Also before Begin. Requires: copies_sound() does not hold, or does.
  void Sound(const av::Frame& sound) { encoder_->Feed(sound); }
  void SoundPacket(const av::Packet& packet) { copier_->Feed(packet); }

  void Finish();

  // Ticks of the source's stream from the cut's start to its end.
  std::int64_t end() const { return end_; }
  // One tick of the file's video, and when its pictures are shown, in decoding order.
  AVRational tick() const { return tick_; }
  const std::vector<std::int64_t>& shown() const { return shown_; }
  std::int64_t ToFileTicks(std::int64_t source_ticks) const { return av_rescale_q(source_ticks, source_tick_, tick_); }

 private:
  void AddVideoStream();
  void AddSound();
  void WriteVideo(av::Packet& packet);
  std::int64_t LengthOf(const av::Packet& packet) const;

  const SpanContext& context_;
  const CutSource source_;
  const AVRational source_tick_;
  const AVRational tick_;
  const std::int64_t end_;
  const bool copies_sound_;
  const std::filesystem::path path_;
  av::Output output_;
  int stream_ = 0;
  std::optional<DecodeClock> clock_;  // from Begin on
  std::unique_ptr<SoundCopier> copier_;
  std::unique_ptr<SoundEncoder> encoder_;
  std::vector<av::Packet> tail_;        // shown behind the end, or never
  std::optional<std::int64_t> hidden_;  // the first that the source itself does not show
  bool goes_on_ = false;                // the source has pictures behind the end
  std::int64_t last_end_ = 0;           // of the pictures shown, in ticks of the file
  std::vector<std::int64_t> shown_;
};

}  // namespace clipbox::media
