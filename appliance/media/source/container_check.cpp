#include "media/source/container_check.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "media/source/box.h"

namespace clipbox::media {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::size_t kHeadBytes = 4096;
// A fragmented film has a box for each second: the first ones tell what there is to tell.
constexpr int kMaxBoxes = 64;

std::string ReadText(base::ByteSource& source, std::uint64_t offset, std::size_t wanted) {
  std::string bytes(wanted, '\0');
  bytes.resize(source.ReadAt(offset, std::as_writable_bytes(std::span(bytes))));
  return bytes;
}

std::uint64_t LittleEndian(std::string_view bytes) { return BigEndian(std::string(bytes.rbegin(), bytes.rend())); }

// Every container has bytes that no text has within its first few.
bool LooksLikeText(std::string_view head) {
  return std::none_of(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != 0x1b) ||
           byte == 0x7f;
  });
}

void RefuseText(std::string_view head) {
  if (!LooksLikeText(head)) return;
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  if (head.starts_with("#EXTM3U")) {
    throw Error(
        ErrorCode::kUnsupportedFormat,
        "this file is a playlist (HLS), a list of addresses, not the film itself; give the original video file");
  }
  if (head.starts_with("ffconcat")) {
    throw Error(
        ErrorCode::kUnsupportedFormat,
        "this file is an ffconcat script, a list of other files, not the film itself; give the original video file");
  }
  if (head.starts_with("v=0")) {
    throw Error(ErrorCode::kUnsupportedFormat,
                "this file is a session description (SDP), not the film itself; give the original video file");
  }
  throw Error(ErrorCode::kNotAVideo, "this file is not a video: it holds text, whatever its name says");
}

[[noreturn]] void ThrowTruncated(std::uint64_t size, std::uint64_t promised) {
  throw Error(ErrorCode::kTruncated, "this file is cut off: it ends at byte " + std::to_string(size) +
                                         " but should go on to byte " + std::to_string(promised) +
                                         "; copy or export it again");
}

// ISO/IEC 14496-12: a sequence of boxes, of which `moov` is the index.
void RefuseTruncatedMp4(base::ByteSource& source) {
  if (!IsMp4(source)) return;
  bool has_index = false;
  std::uint64_t offset = 0;
  for (int i = 0; i < kMaxBoxes && offset < source.size(); ++i) {
    const std::optional<Box> box = ReadBox(source, offset);
    if (!box) break;
    const bool counts = box->type == "moov" || box->type == "mdat" || box->type == "moof";
    if (counts && box->end > source.size()) ThrowTruncated(source.size(), box->end);
    if (box->type == "moov" || box->type == "moof") has_index = true;
    if (box->type == "moof") return;
    offset = box->end;
  }
  if (!has_index) {
    throw Error(ErrorCode::kTruncated,
                "this MP4 or MOV file has no index (moov): the recording was not finished or the copy is cut off; "
                "export it again");
  }
}

// RFC 8794: an element's length, its leading zeros telling how many bytes it takes. Nothing for "unknown".
std::optional<std::uint64_t> ReadVint(std::string_view bytes, std::size_t& at) {
  if (at >= bytes.size()) return std::nullopt;
  const auto first = static_cast<unsigned char>(bytes[at]);
  std::size_t length = 1;
  while (length <= 8 && (first & (0x80u >> (length - 1))) == 0) ++length;
  if (length > 8 || at + length > bytes.size()) return std::nullopt;
  const std::uint64_t mask = (std::uint64_t{1} << (7 * length)) - 1;
  const std::uint64_t value = BigEndian(bytes.substr(at, length)) & mask;
  at += length;
  if (value == mask) return std::nullopt;
  return value;
}

void RefuseTruncatedMatroska(base::ByteSource& source, std::string_view head) {
  if (!head.starts_with("\x1A\x45\xDF\xA3")) return;
  std::size_t at = 4;
  const auto ebml = ReadVint(head, at);
  if (!ebml || *ebml > head.size() || at + *ebml > head.size()) return;
  at += static_cast<std::size_t>(*ebml);
  if (!head.substr(at).starts_with("\x18\x53\x80\x67")) return;
  at += 4;
  const auto segment = ReadVint(head, at);
  if (segment && at + *segment > source.size()) ThrowTruncated(source.size(), at + *segment);
}

void RefuseTruncatedAvi(base::ByteSource& source, std::string_view head) {
  if (head.size() < 12 || !head.starts_with("RIFF") || head.substr(8, 4) != "AVI ") return;
  const std::uint64_t promised = 8 + LittleEndian(head.substr(4, 4));
  if (promised < UINT32_MAX && promised > source.size() + 1) ThrowTruncated(source.size(), promised);
}

}  // namespace

void RefuseWhatIsNoFilm(base::ByteSource& source) {
  if (source.size() == 0)
    throw Error(ErrorCode::kEmptyFile, "this file is empty (0 bytes); choose the original video file");
  const std::string head = ReadText(source, 0, kHeadBytes);
  RefuseText(head);
  RefuseTruncatedMp4(source);
  RefuseTruncatedMatroska(source, head);
  RefuseTruncatedAvi(source, head);
}

}  // namespace clipbox::media
