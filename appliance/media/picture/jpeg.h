// A picture as a JPEG file. Any thread.
#pragma once

#include <filesystem>
#include <string>

#include "av/frame.h"

namespace clipbox::media {

// `quality` is the quantiser: 2 (best) to 31. Requires: yuvj420p. Throws: Error kStorageFull, kInputOutput,
// kOutOfMemory.
void WriteJpeg(const av::Frame& picture, int quality, const std::filesystem::path& path);

}  // namespace clipbox::media
