// One picture of a film, exact to the frame, for a person who looks for the place to cut. Any thread.
#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "base/byte_source.h"
#include "media/source/limits.h"
#include "media/source/source_info.h"

namespace clipbox::media {

struct FramePicture {
  std::string jpeg;
  double time = 0;                 // its own: seconds from position zero
  std::optional<double> previous;  // times of its neighbours
  std::optional<double> next;
};

struct FrameRequest {
  double seconds = 0;
  int height = 360;  // at most; never more than the film has
  int threads = 1;
  std::stop_token stop{};
};

// The picture with which a clip from `seconds` on begins.
// Throws: Error kNoVideo, kClipOutsideSource past the end, kTruncated where it cannot be decoded, kCancelled, and what
// the source throws.
FramePicture TakeFrame(base::ByteSource& source, const SourceInfo& info, const Limits& limits,
                       const FrameRequest& request);

}  // namespace clipbox::media
