// What both sides of a StretchReader know: the source, and what is wanted of it. Lives as long as they do.
#pragma once

#include <algorithm>

#include "av/input.h"
#include "av/time.h"
#include "media/source/limits.h"
#include "media/source/source_info.h"
#include "media/source/stretch.h"

namespace clipbox::media {

struct StretchTask {
  av::Input& input;
  const SourceInfo& info;
  const Limits& limits;
  const StretchRequest request;  // its times lie on ticks of the video
  const StretchCallbacks& callbacks;

  // False: the reading ends here. May throw.
  bool GoOn(const av::Packet& packet) const { return !callbacks.go_on || callbacks.go_on(FractionAt(packet)); }

  double FractionAt(const av::Packet& packet) const {
    const std::int64_t time = av::TimeOf(packet);
    if (time == av::kNoTime || request.range.end <= request.range.start) return 0;
    const double seconds = av::ToSeconds(time, input.stream(packet->stream_index).time_base) - info.zero_seconds();
    return std::clamp((seconds - request.range.start) / (request.range.end - request.range.start), 0.0, 1.0);
  }
};

}  // namespace clipbox::media
