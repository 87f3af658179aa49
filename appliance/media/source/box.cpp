#include "media/source/box.h"

#include <algorithm>
#include <array>

namespace clipbox::media {
namespace {

std::string ReadHead(base::ByteSource& source, std::uint64_t offset) {
  std::string head(16, '\0');
  head.resize(source.ReadAt(offset, std::as_writable_bytes(std::span(head))));
  return head;
}

}  // namespace

std::uint64_t BigEndian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

std::optional<Box> ReadBox(base::ByteSource& source, std::uint64_t offset) {
  const std::string head = ReadHead(source, offset);
  if (head.size() < 8) return std::nullopt;
  std::uint64_t length = BigEndian(std::string_view(head).substr(0, 4));
  const bool is_long = length == 1 && head.size() == 16;
  if (is_long) length = BigEndian(std::string_view(head).substr(8, 8));
  if (length == 0) length = source.size() - offset;
  if (length < 8 || length > UINT64_MAX - offset) return std::nullopt;
  return Box{head.substr(4, 4), offset + (is_long ? 16 : 8), offset + length};
}

bool IsMp4(base::ByteSource& source) {
  static constexpr std::array<std::string_view, 6> kFirst = {"ftyp", "moov", "mdat", "wide", "styp", "pnot"};
  const std::string head = ReadHead(source, 0);
  return head.size() >= 8 && std::find(kFirst.begin(), kFirst.end(), head.substr(4, 4)) != kFirst.end();
}

}  // namespace clipbox::media
