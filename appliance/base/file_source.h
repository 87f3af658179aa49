// A local file as a ByteSource, read by pread; used by the command line and by the embedded store. Safe to share
// between threads.
#pragma once

#include <filesystem>

#include "base/byte_source.h"
#include "base/unique_fd.h"

namespace clipbox::base {

class FileSource : public ByteSource {
 public:
  // Throws: Error kInputOutput when the file cannot be opened or is not a regular file.
  explicit FileSource(const std::filesystem::path& path);

  std::uint64_t size() const override { return size_; }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override;
  std::string name() const override { return name_; }

 private:
  std::string name_;
  UniqueFd fd_;
  std::uint64_t size_ = 0;
};

}  // namespace clipbox::base
