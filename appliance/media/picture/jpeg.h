// A picture as a JPEG. Any thread.
#pragma once

#include <filesystem>
#include <string>

#include "av/frame.h"

namespace clipbox::media {

// The file's bytes. `quality` and the rest as below.
std::string EncodeJpeg(const av::Frame& picture, int quality);

// `quality` is the quantiser: 2 (best) to 31. Requires: yuvj420p. Throws: Error kStorageFull, kInputOutput,
// kOutOfMemory.
void WriteJpeg(const av::Frame& picture, int quality, const std::filesystem::path& path);

}  // namespace clipbox::media
