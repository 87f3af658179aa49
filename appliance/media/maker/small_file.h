// Outputs that are small enough to be written at once: text, single pictures. Any thread.
#pragma once

#include <cstddef>
#include <filesystem>

namespace clipbox::media {

// Writes a whole small file. Throws: Error kStorageFull, kInputOutput.
void WriteSmallFile(const std::filesystem::path& path, const void* data, std::size_t size);

}  // namespace clipbox::media
