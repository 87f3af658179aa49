#include "property/film_edits.h"

#include <cmath>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace clipbox::test {
namespace {

std::uint32_t Get(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<std::uint8_t>(bytes.at(at + i));
  return value;
}

void Put(std::string& bytes, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) bytes.at(at + i) = static_cast<char>(value >> (8 * (3 - i)));
}

void Append(std::string& bytes, std::uint32_t value) {
  bytes += std::string(4, '\0');
  Put(bytes, bytes.size() - 4, value);
}

std::string Box(const std::string& type, const std::string& content) {
  std::string box;
  Append(box, static_cast<std::uint32_t>(8 + content.size()));
  return box + type + content;
}

struct Place {
  std::size_t at = 0;
  std::size_t size = 0;
};

// A box among those that lie in `within`, behind its own head.
Place Find(const std::string& bytes, Place within, const std::string& type) {
  for (std::size_t at = within.at + 8; at + 8 <= within.at + within.size; at += Get(bytes, at)) {
    if (bytes.substr(at + 4, 4) == type) return {at, Get(bytes, at)};
    if (Get(bytes, at) < 8) break;
  }
  throw std::runtime_error("no box " + type);
}

// libavformat's own entry says where the media begins: its offset is that of time zero.
std::string EditBox(const std::vector<FilmEdit>& edits, std::uint32_t movie_scale, std::uint32_t media_scale,
                    std::uint32_t zero) {
  std::string list;
  Append(list, 0);
  Append(list, static_cast<std::uint32_t>(edits.size()));
  for (const FilmEdit& edit : edits) {
    Append(list, static_cast<std::uint32_t>(std::lround(edit.length * movie_scale)));
    Append(list, zero + static_cast<std::uint32_t>(std::lround(edit.begin * media_scale)));
    Append(list, 0x10000);
  }
  return Box("edts", Box("elst", list));
}

}  // namespace

void SetFilmEdits(const std::filesystem::path& path, const std::vector<FilmEdit>& edits) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  Place index;
  while (bytes.substr(index.at + 4, 4) != "moov") index.at += Get(bytes, index.at);
  index.size = Get(bytes, index.at);
  const std::uint32_t movie_scale = Get(bytes, Find(bytes, index, "mvhd").at + 20);
  std::string made;
  for (std::size_t at = index.at + 8; at < index.at + index.size; at += Get(bytes, at)) {
    const Place box{at, Get(bytes, at)};
    if (bytes.substr(at + 4, 4) != "trak") {
      made += bytes.substr(box.at, box.size);
      continue;
    }
    const Place old = Find(bytes, box, "edts");
    const std::uint32_t zero = Get(bytes, Find(bytes, old, "elst").at + 20);
    const std::uint32_t media_scale = Get(bytes, Find(bytes, Find(bytes, box, "mdia"), "mdhd").at + 20);
    const std::string before = bytes.substr(box.at + 8, old.at - box.at - 8);
    const std::string after = bytes.substr(old.at + old.size, box.at + box.size - old.at - old.size);
    made += Box("trak", before + EditBox(edits, movie_scale, media_scale, zero) + after);
  }
  const std::string whole = bytes.substr(0, index.at) + Box("moov", made) + bytes.substr(index.at + index.size);
  std::ofstream(path, std::ios::binary | std::ios::trunc) << whole;
}

}  // namespace clipbox::test
