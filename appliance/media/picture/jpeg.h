// A picture as a JPEG file. Any thread.
#pragma once

#include <filesystem>
#include <string>

#include "av/frame.h"

namespace clipbox::media {

// `quality` is the quantiser: 2 (best) to 31. Requires: yuvj420p. Throws: Error kStorageFull, kInputOutput,
// kOutOfMemory.
void WriteJpeg(const av::Frame& picture, int quality, const std::filesystem::path& path);

// Writes a whole small file. Throws: Error kStorageFull, kInputOutput.
void WriteSmallFile(const std::filesystem::path& path, const void* data, std::size_t size);

}  // namespace clipbox::media
