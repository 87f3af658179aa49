// A folder of its own for the files of one task, on the data directory's disk. It is removed with everything in it at
// the end of the scope.
#pragma once

#include <cerrno>
#include <filesystem>
#include <string>

#include "base/error.h"
#include "base/id.h"

namespace clipbox::work {

class TempFolder {
 public:
  // Throws: Error kInputOutput, kStorageFull.
  explicit TempFolder(const std::filesystem::path& parent) : path_(parent / base::RandomHex(8)) {
    std::error_code failure;
    std::filesystem::create_directory(path_, failure);
    if (!failure) return;
    errno = failure.value();
    base::ThrowErrno("make the folder", path_.string());
  }
  ~TempFolder() {
    std::error_code ignored;  // emptied at the next start
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  const std::filesystem::path path_;
};

}  // namespace clipbox::work
