// A sheet of small pictures of one size, side by side. One thread.
#pragma once

#include "av/frame.h"
#include "media/picture/picture_filters.h"

namespace clipbox::media {

// A black yuvj420p picture. Throws: Error kOutOfMemory.
av::Frame NewBlack(PictureSize size);

// Copies a tile onto a sheet at (x, y). Requires: both yuvj420p, even figures, the tile lies within the sheet.
void PlaceTile(const av::Frame& tile, PictureSize size, av::Frame& sheet, int x, int y);

}  // namespace clipbox::media
