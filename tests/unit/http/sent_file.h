// A file whose bytes a server answers with: where they lie, and by reading them. Counts the reads.
#pragma once

#include <fcntl.h>

#include <atomic>
#include <cstring>
#include <fstream>
#include <memory>
#include <string>

#include "http/response.h"
#include "temp_dir.h"

namespace clipbox::test {

class SentFile {
 public:
  explicit SentFile(std::size_t bytes) : text_(bytes, '\0') {
    for (std::size_t i = 0; i < bytes; ++i) text_[i] = static_cast<char>('a' + i % 23);
    std::ofstream(path(), std::ios::binary) << text_;
    file_ = std::make_shared<const base::UniqueFd>(::open(path().c_str(), O_RDONLY | O_CLOEXEC));
  }

  std::filesystem::path path() const { return folder_ / "file"; }
  const std::string& text() const { return text_; }
  int reads() const { return reads_; }

  // As if the file were parts of `part_bytes` each.
  http::Response Answer(std::uint64_t offset, std::uint64_t length, std::uint64_t part_bytes) {
    http::Response response;
    const auto read = [this](std::uint64_t at, std::span<std::byte> into) {
      ++reads_;
      std::memcpy(into.data(), text_.data() + at, into.size());
    };
    const auto locate = [this, part_bytes](std::uint64_t at) {
      return base::FileBytes{file_, at, part_bytes - at % part_bytes};
    };
    response.stream = http::BytesBody(offset, length, read, locate);
    return response;
  }

 private:
  const TempDir folder_;
  std::string text_;
  std::shared_ptr<const base::UniqueFd> file_;
  std::atomic<int> reads_ = 0;
};

}  // namespace clipbox::test
