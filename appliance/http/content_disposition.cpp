#include "http/content_disposition.h"

#include "base/encoding.h"

namespace clipbox::http {
namespace {

// One '_' for each character that a quoted string of ASCII cannot hold. '%' too: some browsers decode it there.
std::string AsciiOf(std::string_view name) {
  std::string ascii;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) == 0x80) continue;
    ascii += byte < 0x20 || byte > 0x7E || c == '"' || c == '\\' || c == '%' ? '_' : c;
  }
  return ascii;
}

}  // namespace

std::string Attachment(std::string_view file_name) {
  const std::string ascii = AsciiOf(file_name);
  std::string header = "attachment; filename=\"" + ascii + "\"";
  if (ascii != file_name) header += "; filename*=UTF-8''" + base::PercentEncode(file_name);
  return header;
}

}  // namespace clipbox::http
