// The index of an MP4 whose edit lists are ended: mended where it is such a file, refused otherwise.
#include "media/cut/mp4_edits.h"

#include "base/error.h"
#include "fuzz/parsers/fuzz_target.h"

namespace clipbox::fuzz {
namespace {

std::string Box(std::string_view type, const std::string& contents) {
  std::string box;
  for (int shift = 24; shift >= 0; shift -= 8) box += static_cast<char>((contents.size() + 8) >> shift & 255);
  return box.append(type).append(contents);
}

}  // namespace

std::vector<std::string> Seeds(const std::string& film) {
  return {Box("ftyp", "isom") + Box("moov", FindBox(film, "moov")),
          Box("moov", Box("mvhd", std::string(100, '\0')) + Box("trak", Box("tkhd", std::string(84, '\0')))),
          Box("moov", Box("trak", Box("edts", Box("elst", std::string(20, '\1')))))};
}

bool IsRefusal(const std::exception& error) { return dynamic_cast<const base::Error*>(&error) != nullptr; }

void Try(std::string_view input) {
  const MemoryFile file(input);
  media::SetEditEnds(file.path(), {.video = 1000, .sound = 1000});
  Expect(std::filesystem::file_size(file.path()) == input.size(), "the file is neither shorter nor longer");
}

}  // namespace clipbox::fuzz
