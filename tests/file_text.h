// The bytes of a file or a source as a string, and what stands in a text; for tests.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "base/json.h"

namespace clipbox::test {

inline std::string ReadText(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string ReadAll(base::ByteSource& source) {
  std::string bytes(source.size(), '\0');
  source.ReadAt(0, std::as_writable_bytes(std::span(bytes.data(), bytes.size())));
  return bytes;
}

inline bool Has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// One for each line.
inline std::vector<base::Json> JsonLines(const std::string& text) {
  std::vector<base::Json> lines;
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1)
    lines.push_back(base::ParseJson(text.substr(at, text.find('\n', at) - at)));
  return lines;
}

inline std::size_t Count(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace clipbox::test
