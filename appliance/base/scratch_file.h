// A file without a name, for what does not fit the memory: gone with this object, however the process ends. Move-only;
// one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "base/unique_fd.h"

namespace clipbox::base {

class ScratchFile {
 public:
  // On the disk of `directory`. Throws: Error kInputOutput, kStorageFull.
  explicit ScratchFile(const std::filesystem::path& directory);

  // Gives the offset at which the bytes begin. Throws: Error kInputOutput, kStorageFull.
  std::uint64_t Append(const void* data, std::size_t size);
  // Requires: [offset, offset + size) was appended. Throws: Error kInputOutput.
  void Read(std::uint64_t offset, void* into, std::size_t size) const;
  // Forgets everything.
  void Clear();

  std::uint64_t size() const { return size_; }

 private:
  std::string name_;  // for messages
  UniqueFd fd_;
  std::uint64_t size_ = 0;
};

}  // namespace clipbox::base
