// How much memory the pictures of one span take, and the encoder's look-ahead that keeps them within reason. Pure.
#pragma once

#include <cstdint>

#include "media/source_info.h"

namespace clipbox::media {

// Frames that the H.264 encoder looks ahead: fewer for pictures above 4K, whose every frame is tens of megabytes.
int LookaheadFor(std::int64_t pixels);

// Decoder, filters and encoder of one span together. Requires: info.video.
std::uint64_t EstimateMemory(const SourceInfo& info, int threads);

}  // namespace clipbox::media
