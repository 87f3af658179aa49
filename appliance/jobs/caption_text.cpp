#include "jobs/caption_text.h"

#include <cstdint>

#include "base/error.h"
#include "base/text.h"

namespace clipbox::jobs {
namespace {

enum class ByteOrder { kLittle, kBig };

void AppendUtf8(std::string& text, std::uint32_t point) {
  const auto add = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (point < 0x80) {
    add(point);
  } else if (point < 0x800) {
    add(0xC0 | point >> 6), add(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    add(0xE0 | point >> 12), add(0x80 | (point >> 6 & 0x3F)), add(0x80 | (point & 0x3F));
  } else {
    add(0xF0 | point >> 18), add(0x80 | (point >> 12 & 0x3F)), add(0x80 | (point >> 6 & 0x3F)),
        add(0x80 | (point & 0x3F));
  }
}

// A surrogate that stands alone becomes bytes that are not UTF-8, and so is refused.
std::string FromUtf16(std::string_view bytes, ByteOrder order) {
  const auto unit = [&](std::size_t at) {
    const auto one = static_cast<std::uint8_t>(bytes[at]);
    const auto two = static_cast<std::uint8_t>(bytes[at + 1]);
    return static_cast<std::uint32_t>(order == ByteOrder::kLittle ? one | two << 8 : one << 8 | two);
  };
  std::string text;
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    std::uint32_t point = unit(at);
    const bool high = point >= 0xD800 && point < 0xDC00 && at + 3 < bytes.size();
    const std::uint32_t low = high ? unit(at + 2) : 0;
    if (high && low >= 0xDC00 && low < 0xE000) {
      point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
      at += 2;
    }
    AppendUtf8(text, point);
  }
  return text;
}

}  // namespace

std::string CaptionsToUtf8(std::string_view bytes) {
  using namespace std::string_view_literals;
  std::string text;
  if (bytes.starts_with("\xEF\xBB\xBF"sv)) {
    text = bytes.substr(3);
  } else if (bytes.starts_with("\xFF\xFE"sv)) {
    text = FromUtf16(bytes.substr(2), ByteOrder::kLittle);
  } else if (bytes.starts_with("\xFE\xFF"sv)) {
    text = FromUtf16(bytes.substr(2), ByteOrder::kBig);
  } else if (bytes.size() > 1 && bytes[1] == '\0') {  // the first character of captions is a digit or a W
    text = FromUtf16(bytes, ByteOrder::kLittle);
  } else if (bytes.size() > 1 && bytes[0] == '\0') {
    text = FromUtf16(bytes, ByteOrder::kBig);
  } else {
    text = bytes;
  }
  if (!base::IsUtf8(text)) {
    throw base::Error(base::ErrorCode::kInvalidField,
                      "These captions are neither UTF-8 nor UTF-16: save the file as UTF-8 and send it again.");
  }
  return text;
}

std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of("\r\n");
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + (text.substr(end, 2) == "\r\n" ? 2 : 1));
  }
  return lines;
}

}  // namespace clipbox::jobs
