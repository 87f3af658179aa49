// The pictures of the sample film: a scene's colours, a moving disc, a counter, and a strip of 16 squares along the top
// that carries the frame's number, so that a test can tell which frame it sees after any coding. Pure but for the
// picture drawn on.
#pragma once

#include <optional>

#include "av/frame.h"

namespace clipbox::media {

// Numbers above it do not fit the strip (15 bits and one of parity).
inline constexpr int kMostSampleNumber = (1 << 15) - 1;

// Draws on a picture of yuv420p. Requires: at least 16 pixels wide and high; writable.
void DrawSamplePicture(AVFrame& picture, int number, int scene);

// The number in the strip of any picture with a plane of 8-bit luma, of any size; nothing where the strip cannot be
// read.
std::optional<int> ReadSampleNumber(const AVFrame& picture);

}  // namespace clipbox::media
