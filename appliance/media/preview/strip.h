// Pictures of a part of a film side by side, for one zoom of a timeline. Any thread.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "base/time_range.h"
#include "media/source/limits.h"
#include "media/source/source_info.h"

namespace clipbox::media {

struct StripRequest {
  base::TimeRange range;
  int count = 20;   // pictures, at equal steps from the start on
  int height = 90;  // of each, at most
  int threads = 1;
  std::stop_token stop{};
};

struct Strip {
  std::string jpeg;           // `count` pictures in a row
  std::vector<double> times;  // of what each one really shows: seconds from position zero
};

// Shows the key frames before each place; a stretch of at most a minute that has too few of them is decoded.
// Throws: Error kNoVideo, kClipOutsideSource, kTruncated, kCancelled, and what the source throws.
Strip MakeStrip(base::ByteSource& source, const SourceInfo& info, const Limits& limits, const StripRequest& request);

}  // namespace clipbox::media
