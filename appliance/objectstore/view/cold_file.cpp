#include "objectstore/view/cold_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/error.h"

namespace clipbox::objectstore {

std::optional<ColdFile> ColdFile::Open(const std::filesystem::path& path) {
  base::UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd && errno == ENOENT) return std::nullopt;
  if (!fd) base::ThrowErrno("open", path.string());
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) base::ThrowErrno("look at", path.string());
  // Pages that are still to be written stay: they are what will be on the disk.
  ::posix_fadvise(fd.get(), 0, 0, POSIX_FADV_DONTNEED);
  ::posix_fadvise(fd.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
  return ColdFile(std::move(fd), static_cast<std::uint64_t>(status.st_size));
}

ColdFile::~ColdFile() {
  if (fd_) ::posix_fadvise(fd_.get(), 0, 0, POSIX_FADV_DONTNEED);
}

std::optional<std::span<const char>> ColdFile::Read(std::span<char> into) const {
  ssize_t got = 0;
  do {
    got = ::read(fd_.get(), into.data(), into.size());
  } while (got < 0 && errno == EINTR);
  if (got >= 0) return into.first(static_cast<std::size_t>(got));
  // EIO: a bad sector. EUCLEAN: a file system that checks its own blocks.
  if (errno == EIO || errno == EUCLEAN) return std::nullopt;
  base::ThrowErrno("read", "a file of the store");
}

}  // namespace clipbox::objectstore
