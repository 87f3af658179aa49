// The sound of a cut, copied packet by packet: AAC from the frame before the cut on, which its decoder needs, cut to
// the sample by the edit list. Used by CutFile. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "av/output.h"
#include "av/packet.h"
#include "media/maker/reason.h"

namespace clipbox::media {

class SoundCopier {
 public:
  // Adds its stream to `output`, whose header is not written yet, and which must outlive it. `end`: ticks of `stream`,
  // from the cut's start.
  SoundCopier(av::Output& output, const AVStream& stream, std::int64_t end);

  // True where the stream's packets can stand in an MP4 as they are.
  static bool CanCopy(const AVStream& stream);
  // True of the reasons for which copying sound is given up.
  static bool MayBeWhy(Reason reason);

  // pts in ticks of the source's stream from the cut's start. Throws: FallBack `sound_gap` where packets do not follow
  // each other.
  void Feed(const av::Packet& packet);
  void Finish();

 private:
  std::int64_t LengthOf(const av::Packet& packet) const;
  void Release();
  void Write(const av::Packet& packet);

  av::Output& output_;
  const AVRational source_tick_;
  const AVRational tick_;  // one sample
  const std::int64_t end_;
  const std::int64_t frame_samples_;
  const bool coarse_;  // the source's ticks are: where a packet begins shows only from several
  std::vector<av::Packet> held_;
  const int stream_;
  std::optional<std::int64_t> next_;  // where the next packet should begin
};

}  // namespace clipbox::media
