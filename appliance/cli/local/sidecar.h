// The captions that lie beside a film on the disk: `film.vtt` or `film.srt` beside `film.mp4`. For `clipbox clip`. Any
// thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace clipbox::cli {

// Where they would lie, the first that there is counts.
std::vector<std::filesystem::path> SidecarPaths(const std::string& file_or_url);

// The file's text; empty if there is none, and for a URL. Throws: Error kInputOutput, kBodyTooLarge (over 2 MiB).
std::string FindSidecar(const std::string& file_or_url);

}  // namespace clipbox::cli
