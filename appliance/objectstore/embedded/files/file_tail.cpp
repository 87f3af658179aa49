#include "objectstore/embedded/files/file_tail.h"

#include <fcntl.h>

#include <algorithm>
#include <bit>
#include <cstring>

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

std::string ReadAt(base::FileSource& file, std::uint64_t offset, std::uint64_t bytes) {
  std::string text(static_cast<std::size_t>(bytes), '\0');
  text.resize(file.ReadAt(offset, std::as_writable_bytes(std::span(text))));
  return text;
}

// Length of the text whose frame ends at `end`; 0 where none does.
std::uint32_t LengthBefore(base::FileSource& file, std::uint64_t end) {
  if (end < kFrameBytes) return 0;
  const std::string frame = ReadAt(file, end - kFrameBytes, kFrameBytes);
  if (!frame.ends_with(kMark) || frame.size() != kFrameBytes) return 0;
  std::uint32_t bytes = 0;
  std::memcpy(&bytes, frame.data(), sizeof bytes);
  return bytes <= std::min<std::uint64_t>(kMaxTextBytes, end - kFrameBytes) ? bytes : 0;
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

std::vector<std::string> ReadTails(const std::filesystem::path& path, std::size_t max_texts) {
  std::vector<std::string> texts;
  base::FileSource file(path);
  std::uint64_t end = file.size();
  while (texts.size() < max_texts) {
    const std::uint32_t bytes = LengthBefore(file, end);
    if (bytes == 0) break;
    end -= kFrameBytes + bytes;
    texts.push_back(ReadAt(file, end, bytes));
  }
  return texts;
}

std::uint64_t SizeBeforeTails(const std::filesystem::path& path) {
  base::FileSource file(path);
  std::uint64_t end = file.size();
  while (const std::uint32_t bytes = LengthBefore(file, end)) end -= kFrameBytes + bytes;
  return end;
}

}  // namespace clipbox::objectstore
