// A decoded picture as a still one: upright, square, of the size asked for, in the colours of JPEG. Any thread.
#pragma once

#include <string>

#include "av/frame.h"
#include "media/picture/picture_filters.h"

namespace clipbox::media {

// Both fields of an interlaced picture go in. `upright`: the filters that turn it (av::UprightFilter).
// Throws: Error kInternal, kOutOfMemory.
av::Frame DrawStill(const av::Frame& picture, const SourceInfo& info, const std::string& upright, PictureSize size);

// Scaled down to at most `height`, never up. Requires: info.video.
PictureSize FitHeight(const SourceInfo& info, int height);

}  // namespace clipbox::media
