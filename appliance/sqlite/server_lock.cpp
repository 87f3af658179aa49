#include "sqlite/server_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>

#include "base/error.h"
#include "base/files.h"

namespace clipbox::sqlite {
namespace {

std::string HolderOf(int fd) {
  std::array<char, 32> text{};
  const ssize_t size = ::pread(fd, text.data(), text.size(), 0);
  return size > 0 ? " (process " + std::string(text.data(), static_cast<std::size_t>(size)) + ")" : "";
}

void WriteHolder(int fd, const std::string& path) {
  const std::string text = std::to_string(::getpid());
  const bool written =
      ::ftruncate(fd, 0) == 0 && ::pwrite(fd, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
  if (!written) base::ThrowErrno("write", path);
}

}  // namespace

ServerLock::ServerLock(const std::filesystem::path& data_dir) {
  base::MakePrivateDirectory(data_dir);
  const std::string path = (data_dir / "server.lock").string();
  fd_ = base::UniqueFd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!fd_) base::ThrowErrno("open", path);
  if (::flock(fd_.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) base::ThrowErrno("lock", path);
    throw base::Error(base::ErrorCode::kDatabaseLocked, "cannot serve from " + data_dir.string() +
                                                            ": another clipbox server" + HolderOf(fd_.get()) +
                                                            " does; stop it or choose another --data-dir");
  }
  WriteHolder(fd_.get(), path);
}

}  // namespace clipbox::sqlite
