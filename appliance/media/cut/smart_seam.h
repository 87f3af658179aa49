// Where the copying of a smart cut begins, or why it cannot: judges the stream's parameter sets, its index, and its
// packets one by one. The maker feeds it all that it copies, the plan those around the seam, so that both say the same.
// One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "av/packet.h"
#include "base/time_range.h"
#include "media/cut/avc/avc_parameters.h"
#include "media/source/source_info.h"

namespace clipbox::media {

// Ticks of the source's stream: where the cut begins on the stream's own clock, and how long it is.
struct SeamRange {
  std::int64_t start = 0;
  std::int64_t length = 0;
};
// Requires: info.video.
SeamRange RangeOf(const SourceInfo& info, const base::TimeRange& cut);

class SmartSeam {
 public:
  using Units = std::vector<Bytes>;

  // Throws: FallBack where the stream cannot be cut so: `no_parameters`, `profile`, `interlaced`, `ten_bit`,
  // `pixel_format`, `cropped`, `no_key_frame` (as far as an index tells). The stream must outlive it.
  SmartSeam(const AVStream& video, const SeamRange& range);

  // A packet's units; packets come in decoding order, times from the cut's start. The seam is the first that is shown
  // in the cut and that nothing behind it refers past. Throws: FallBack `timestamps`, `damaged`, `changed_parameters`,
  // `open_gop`, `no_key_frame`.
  Units Take(const av::Packet& packet);

  // The seam's time from the cut's start, once it was taken.
  const std::optional<std::int64_t>& at() const { return at_; }
  // Of those taken before it, the ones that are shown in the cut.
  int lead_packets() const { return lead_packets_; }
  const AvcParameters& parameters() const { return parameters_; }

 private:
  Units UnitsOf(const av::Packet& packet) const;
  void RefuseOtherParameters(const av::Packet& packet, const Units& units) const;
  void Look(const av::Packet& packet, const Units& units);

  const AVStream& video_;
  const SeamRange range_;
  const AvcParameters parameters_;
  std::optional<std::int64_t> at_;
  int lead_packets_ = 0;
};

// Where the index knows all packets (MP4 that is not fragmented).
bool IndexIsWhole(const AVStream& video);

// The first key frame in the index at or behind `ticks`; null where there is none. MP4's index holds decoding times,
// Matroska's those of presentation.
const AVIndexEntry* FindKeyInIndex(const AVStream& video, std::int64_t ticks);

}  // namespace clipbox::media
