#include "media/cut/mp4_edits.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace clipbox::media {
namespace {

using Box = std::span<std::uint8_t>;  // what a box holds, without its head

constexpr std::size_t kHead = 8;
constexpr std::uint64_t kMaxIndexBytes = std::uint64_t{256} << 20;

[[noreturn]] void ThrowBroken(const char* what) {
  throw base::Error(base::ErrorCode::kInternal, std::string("setting the edit lists of a clip failed: ") + what);
}

std::uint64_t Get(Box box, std::size_t at, std::size_t bytes) {
  if (at + bytes > box.size()) ThrowBroken("a box is too short");
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes; ++i) value = value << 8 | box[at + i];
  return value;
}

void Put(Box box, std::size_t at, std::size_t bytes, std::int64_t value) {
  if (at + bytes > box.size()) ThrowBroken("a box is too short");
  for (std::size_t i = 0; i < bytes; ++i) box[at + i] = static_cast<std::uint8_t>(value >> (8 * (bytes - 1 - i)));
}

std::vector<Box> FindAll(Box within, std::string_view type) {
  std::vector<Box> found;
  while (within.size() >= kHead) {
    const std::uint64_t size = Get(within, 0, 4);
    if (size < kHead || size > within.size()) ThrowBroken("a box has a wrong length");
    if (std::memcmp(within.data() + 4, type.data(), 4) == 0) found.push_back(within.subspan(kHead, size - kHead));
    within = within.subspan(size);
  }
  return found;
}

Box FindOne(Box within, std::string_view type) {
  const std::vector<Box> found = FindAll(within, type);
  if (found.size() != 1) ThrowBroken("a box is missing");
  return found[0];
}

// The length of a film or a track; version 1 of such a box has times of 8 bytes, version 0 of 4.
void PutLength(Box header, std::size_t fields_between, std::int64_t length) {
  const std::size_t wide = header[0] == 1 ? 8 : 4;
  Put(header, 4 + 2 * wide + fields_between, wide, length);
}

struct Edits {
  std::int64_t before = 0;  // what all but the last edit last
  std::int64_t last = 0;
};

// Shortens or lengthens the last edit so that all together last `end`.
Edits EndEdits(Box list, std::int64_t end, bool may_lengthen) {
  const std::size_t wide = Get(list, 0, 1) == 1 ? 8 : 4;
  const auto count = static_cast<std::size_t>(Get(list, 4, 4));
  if (count == 0) ThrowBroken("an edit list is empty");
  std::int64_t before = 0;
  std::size_t at = 8;
  for (std::size_t i = 0; i + 1 < count; ++i, at += 2 * wide + 4)
    before += static_cast<std::int64_t>(Get(list, at, wide));
  const auto told = static_cast<std::int64_t>(Get(list, at, wide));
  const std::int64_t wanted = std::max<std::int64_t>(1, end - before);
  const std::int64_t length = may_lengthen ? wanted : std::min(told, wanted);
  Put(list, at, wide, length);
  return {before, length};
}

// The media's own length is what is shown of it: libavformat, and Chromium with it, adds it to the time before the
// first picture.
void ShortenMedia(Box header, std::int64_t length) {
  const bool wide = Get(header, 0, 1) == 1;
  const auto told = static_cast<std::int64_t>(wide ? Get(header, 24, 8) : Get(header, 16, 4));
  if (told > length) PutLength(header, 4, length);
}

std::int64_t EndTrack(Box track, const EditEnds& ends) {
  const Box media = FindOne(track, "mdia");
  const bool video = Get(FindOne(media, "hdlr"), 8, 4) == 0x76696465;  // `vide`
  const Edits edits = EndEdits(FindOne(FindOne(track, "edts"), "elst"), video ? ends.video : ends.sound, video);
  if (video) ShortenMedia(FindOne(media, "mdhd"), edits.last);
  PutLength(FindOne(track, "tkhd"), 8, edits.before + edits.last);
  return edits.before + edits.last;
}

struct Place {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

// Where the contents of the index lie in the file.
Place FindIndex(std::istream& file) {
  std::uint64_t offset = 0;
  std::array<std::uint8_t, 16> head{};
  while (file.seekg(static_cast<std::streamoff>(offset)) && file.read(reinterpret_cast<char*>(head.data()), kHead)) {
    std::uint64_t size = Get(head, 0, 4);
    if (std::memcmp(head.data() + 4, "moov", 4) == 0) return {offset + kHead, size - kHead};
    if (size == 1 && file.read(reinterpret_cast<char*>(head.data()) + kHead, kHead)) size = Get(head, kHead, 8);
    if (size < kHead) break;
    offset += size;
  }
  ThrowBroken("it has no index");
}

}  // namespace

void SetEditEnds(const std::filesystem::path& path, const EditEnds& ends) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  const Place place = FindIndex(file);
  if (place.size > kMaxIndexBytes) ThrowBroken("its index is too large");
  std::vector<std::uint8_t> index(place.size);
  file.seekg(static_cast<std::streamoff>(place.offset));
  file.read(reinterpret_cast<char*>(index.data()), static_cast<std::streamsize>(index.size()));
  if (!file) throw base::Error(base::ErrorCode::kInputOutput, "reading back a clip failed");
  std::int64_t length = 0;
  for (const Box track : FindAll(index, "trak")) length = std::max(length, EndTrack(track, ends));
  PutLength(FindOne(index, "mvhd"), 4, length);
  file.seekp(static_cast<std::streamoff>(place.offset));
  file.write(reinterpret_cast<const char*>(index.data()), static_cast<std::streamsize>(index.size()));
  file.close();
  if (!file) throw base::Error(base::ErrorCode::kInputOutput, "writing the index of a clip failed");
}

}  // namespace clipbox::media
