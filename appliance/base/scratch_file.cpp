#include "base/scratch_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "base/error.h"

namespace clipbox::base {

ScratchFile::ScratchFile(const std::filesystem::path& directory)
    : name_("a file for intermediate results in " + directory.string()) {
  std::string name = (directory / ".scratch-XXXXXX").string();
  fd_ = UniqueFd(::mkostemp(name.data(), O_CLOEXEC));
  if (!fd_) ThrowErrno("create", name_);
  ::unlink(name.c_str());
}

std::uint64_t ScratchFile::Append(const void* data, std::size_t size) {
  const std::uint64_t begin = size_;
  std::size_t done = 0;
  while (done < size) {
    const ssize_t put =
        ::pwrite(fd_.get(), static_cast<const char*>(data) + done, size - done, static_cast<off_t>(begin + done));
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) ThrowErrno("write", name_);
    done += static_cast<std::size_t>(put);
  }
  size_ += size;
  return begin;
}

void ScratchFile::Read(std::uint64_t offset, void* into, std::size_t size) const {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got =
        ::pread(fd_.get(), static_cast<char*>(into) + done, size - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) ThrowErrno("read", name_);
    if (got == 0) throw Error(ErrorCode::kInputOutput, "cannot read " + name_ + ": it ends too early");
    done += static_cast<std::size_t>(got);
  }
}

void ScratchFile::Clear() {
  if (::ftruncate(fd_.get(), 0) != 0) ThrowErrno("empty", name_);
  size_ = 0;
}

}  // namespace clipbox::base
