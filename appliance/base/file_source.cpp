#include "base/file_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/error.h"

namespace clipbox::base {

FileSource::FileSource(const std::filesystem::path& path)
    : name_(path.string()), fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
  if (!fd_) ThrowErrno("open", name_);
  struct stat status {};
  if (::fstat(fd_.get(), &status) != 0) ThrowErrno("inspect", name_);
  if (!S_ISREG(status.st_mode))
    throw Error(ErrorCode::kInputOutput, "cannot read " + name_ + ": it is not a regular file");
  size_ = static_cast<std::uint64_t>(status.st_size);
}

std::size_t FileSource::ReadAt(std::uint64_t offset, std::span<std::byte> into) {
  std::size_t done = 0;
  while (done < into.size()) {
    const ssize_t got = ::pread(fd_.get(), into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
    if (got == 0) break;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) ThrowErrno("read", name_);
    done += static_cast<std::size_t>(got);
  }
  return done;
}

}  // namespace clipbox::base
