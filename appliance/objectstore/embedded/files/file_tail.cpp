#include "objectstore/embedded/files/file_tail.h"

#include <fcntl.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>

#include "base/error.h"
#include "base/files.h"
#include "base/unique_fd.h"

namespace clipbox::objectstore {
namespace {

static_assert(std::endian::native == std::endian::little, "lengths are written as they lie in memory");

constexpr std::string_view kMark = "clipbox\x01";
constexpr std::uint64_t kFrameBytes = 4 + kMark.size();
// An object of 10,000 parts takes about 2 MB.
constexpr std::uint32_t kMaxTextBytes = 16 << 20;
// Copies of one object share its file, and each adds a text.
constexpr std::size_t kMaxTexts = 1000;
constexpr int kMaxRefused = 16;
// What is looked through for a frame where none ends.
constexpr std::uint64_t kMaxCutShortBytes = 4 << 20;

std::string ReadAt(base::FileSource& file, std::uint64_t offset, std::uint64_t bytes) {
  std::string text(static_cast<std::size_t>(bytes), '\0');
  text.resize(file.ReadAt(offset, std::as_writable_bytes(std::span(text))));
  return text;
}

// Of the text whose frame ends at `end`; nothing where none does.
std::optional<std::string> TextBefore(base::FileSource& file, std::uint64_t end) {
  if (end < kFrameBytes) return std::nullopt;
  const std::string frame = ReadAt(file, end - kFrameBytes, kFrameBytes);
  if (!frame.ends_with(kMark) || frame.size() != kFrameBytes) return std::nullopt;
  std::uint32_t bytes = 0;
  std::memcpy(&bytes, frame.data(), sizeof bytes);
  if (bytes == 0 || bytes > std::min<std::uint64_t>(kMaxTextBytes, end - kFrameBytes)) return std::nullopt;
  return ReadAt(file, end - kFrameBytes - bytes, bytes);
}

// Where the last frame ends that may lie before `end`, a text that was cut short behind it. 0 without one.
std::uint64_t FrameEndBefore(base::FileSource& file, std::uint64_t end) {
  const std::uint64_t start = end - std::min<std::uint64_t>(end, kMaxCutShortBytes);
  const std::size_t at = ReadAt(file, start, end - start).rfind(kMark);
  return at == std::string::npos ? 0 : start + at + kMark.size();
}

}  // namespace

std::string Framed(std::string_view text) {
  const auto bytes = static_cast<std::uint32_t>(text.size());
  std::string framed(text);
  framed.append(reinterpret_cast<const char*>(&bytes), sizeof bytes);
  return framed.append(kMark);
}

void AppendTail(const std::filesystem::path& file, std::string_view text) {
  const base::UniqueFd fd(::open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
  if (!fd) base::ThrowErrno("open", file.string());
  base::WriteAll(fd, Framed(text), file.string());
}

std::vector<std::string> ReadTails(const std::filesystem::path& path) {
  std::vector<std::string> texts;
  base::FileSource file(path);
  int refused = 0;
  for (std::uint64_t end = file.size(); end > 0 && texts.size() < kMaxTexts && refused < kMaxRefused;) {
    auto text = TextBefore(file, end);
    if (text) {
      end -= kFrameBytes + text->size();
      texts.push_back(std::move(*text));
    } else {
      ++refused;  // a mark that ends here
      end = FrameEndBefore(file, end - 1);
    }
  }
  return texts;
}

}  // namespace clipbox::objectstore
