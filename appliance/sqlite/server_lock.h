// Keeps a second server away from a data directory, for as long as the object lives. Client commands do not take it.
// The kernel drops it with the process, however that ends.
#pragma once

#include <filesystem>

#include "base/unique_fd.h"

namespace clipbox::sqlite {

class ServerLock {
 public:
  // Makes the directory (0700) where it is missing. Throws: Error kDatabaseLocked while another server holds it,
  // kInputOutput.
  explicit ServerLock(const std::filesystem::path& data_dir);

 private:
  base::UniqueFd fd_;
};

}  // namespace clipbox::sqlite
