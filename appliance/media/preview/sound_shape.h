// The least and the greatest sample of each of many stretches of equal length: a waveform for one zoom of a timeline.
// Any thread.
#pragma once

#include <stop_token>
#include <vector>

#include "base/byte_source.h"
#include "base/time_range.h"
#include "media/source/limits.h"
#include "media/source/source_info.h"

namespace clipbox::media {

struct SoundShape {
  std::vector<float> min;  // −1 to 0
  std::vector<float> max;  // 0 to 1
};

// Decodes the sound of the range: an hour of AAC takes about six seconds. `points` ≥ 1.
// Throws: Error kNoAudio, kCancelled, and what the source throws.
SoundShape ReadSoundShape(base::ByteSource& source, const SourceInfo& info, const Limits& limits,
                          const base::TimeRange& range, std::size_t points, std::stop_token stop);

// Fewer points for a part of it. `from` ≤ `to` ≤ 1: shares of its length.
SoundShape PartOf(const SoundShape& shape, double from, double to, std::size_t points);

}  // namespace clipbox::media
