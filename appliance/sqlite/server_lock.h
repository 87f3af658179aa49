// Keeps a second server away from a data directory, for as long as the object lives. Tells where the one that holds it
// can be reached. Client commands do not take it. The kernel drops it with the process, however that ends.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/unique_fd.h"

namespace clipbox::sqlite {

class ServerLock {
 public:
  // Makes the directory (0700) where it is missing. Throws: Error kDatabaseLocked while another server holds it,
  // kInputOutput.
  explicit ServerLock(const std::filesystem::path& data_dir);

  // Says under which address the server answers. Throws: Error kInputOutput.
  void Announce(const std::string& url) const;

 private:
  const std::filesystem::path path_;
  base::UniqueFd fd_;
};

// What the server that runs on this directory announced; nothing where none runs, or it has not begun to listen. Any
// thread. A server that starts in this very moment may find the lock taken.
std::optional<std::string> FindRunningServer(const std::filesystem::path& data_dir);

}  // namespace clipbox::sqlite
