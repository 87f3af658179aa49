// The film of the demo: a minute of moving pictures with sound, scene changes and chapters, made on the spot. And a
// picture out of it.
#pragma once

#include <filesystem>
#include <string>

namespace clipbox::serve {

struct DemoFilm {
  std::filesystem::path file;  // MP4
  std::string title;
  std::string picture;  // JPEG bytes
};

// Writes into `folder`, which exists. Throws: Error.
DemoFilm MakeDemoFilm(const std::filesystem::path& folder);

}  // namespace clipbox::serve
