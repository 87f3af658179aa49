// A file read once from front to end as the disk has it, not as memory still holds it. Memory keeps nothing of it
// afterwards, so that a server beside it is not made slower. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>

#include "base/unique_fd.h"

namespace clipbox::objectstore {

class ColdFile {
 public:
  // Returns nullopt if there is no such file. Throws: Error kInputOutput.
  static std::optional<ColdFile> Open(const std::filesystem::path& path);
  ~ColdFile();
  ColdFile(ColdFile&&) noexcept = default;
  ColdFile& operator=(ColdFile&&) = delete;

  std::uint64_t size() const { return size_; }
  // The next bytes; empty at the end. Returns nullopt where the disk cannot read them. Throws: Error kInputOutput.
  std::optional<std::span<const char>> Read(std::span<char> into) const;

 private:
  ColdFile(base::UniqueFd fd, std::uint64_t size) : fd_(std::move(fd)), size_(size) {}

  base::UniqueFd fd_;
  std::uint64_t size_;
};

}  // namespace clipbox::objectstore
