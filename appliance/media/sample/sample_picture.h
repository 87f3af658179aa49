// The pictures of the sample film: a scene's colours, a moving disc, a counter, and along the top a strip of 16
// squares. It carries the frame's number, so that a test can tell which frame it sees after any coding. That is 15
// bits, the highest first, and one of parity. Pure but for the picture drawn on.
#pragma once

#include "av/frame.h"

namespace clipbox::media {

// Draws on a picture of yuv420p. Requires: at least 16 pixels wide and high; writable.
void DrawSamplePicture(AVFrame& picture, int number, int scene);

}  // namespace clipbox::media
