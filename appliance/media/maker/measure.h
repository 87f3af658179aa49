// What a finished file really is, by opening it again: an artifact's figures are measured, not believed. Any thread.
#pragma once

#include <filesystem>

#include "media/maker/span.h"

namespace clipbox::media {

struct Measured {
  double duration_seconds = 0;
  int width = 0;  // upright; 0 without a picture
  int height = 0;
};

// Requires: an MP4 or M4A of ours. Throws: Error kInternal where it cannot be opened again.
Measured MeasureFile(const std::filesystem::path& path);

// Fills in what a finished MP4 with a picture is: length, size, type.
void DescribeClip(const std::filesystem::path& path, Made& made);

}  // namespace clipbox::media
