#include "sqlite/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/error.h"
#include "base/unique_fd.h"

namespace clipbox::sqlite {

void SyncToDisk(const std::filesystem::path& file_or_directory) {
  const base::UniqueFd fd(::open(file_or_directory.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd || ::fsync(fd.get()) != 0) base::ThrowErrno("flush", file_or_directory.string());
}

void MakePrivateDirectory(const std::filesystem::path& directory) {
  if (directory.empty() || std::filesystem::is_directory(directory)) return;
  const std::filesystem::path parent =
      directory.has_filename() ? directory.parent_path() : directory.parent_path().parent_path();
  MakePrivateDirectory(parent);
  if (::mkdir(directory.c_str(), 0700) != 0) {
    if (errno == EEXIST && std::filesystem::is_directory(directory)) return;
    base::ThrowErrno("make the directory", directory.string());
  }
  // Without this the new name may be gone after a power cut, and all that was put below it.
  SyncToDisk(parent.empty() ? "." : parent);
}

bool MakePrivateFile(const std::filesystem::path& file) {
  const base::UniqueFd fd(::open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600));
  if (fd) return true;
  if (errno == EEXIST) return false;
  base::ThrowErrno("make the file", file.string());
}

}  // namespace clipbox::sqlite
