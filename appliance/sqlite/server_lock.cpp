#include "sqlite/server_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"

namespace clipbox::sqlite {
namespace {

constexpr const char* kFileName = "server.lock";
constexpr std::size_t kMaxText = 4096;

// The file's lines: the process, then its address once it listens.
std::vector<std::string> LinesOf(int fd) {
  std::string text(kMaxText, '\0');
  const ssize_t size = ::pread(fd, text.data(), text.size(), 0);
  text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  std::vector<std::string> lines;
  for (const std::string_view line : base::SplitList(text, '\n')) lines.emplace_back(line);
  return lines;
}

std::string HolderOf(int fd) {
  const std::vector<std::string> lines = LinesOf(fd);
  return lines.empty() || lines.front().empty() ? "" : " (process " + lines.front() + ")";
}

// Over what is there, and only then cut: on a full disk a new block would not be had for it.
void Write(int fd, const std::string& text, const std::string& path) {
  const bool written = ::pwrite(fd, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()) &&
                       ::ftruncate(fd, static_cast<off_t>(text.size())) == 0;
  if (!written) base::ThrowErrno("write", path);
}

}  // namespace

ServerLock::ServerLock(const std::filesystem::path& data_dir) : path_(data_dir / kFileName) {
  base::MakePrivateDirectory(data_dir);
  const std::string path = path_.string();
  fd_ = base::UniqueFd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!fd_) base::ThrowErrno("open", path);
  if (::flock(fd_.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) base::ThrowErrno("lock", path);
    throw base::Error(base::ErrorCode::kDatabaseLocked, "cannot serve from " + data_dir.string() +
                                                            ": another clipbox server" + HolderOf(fd_.get()) +
                                                            " does; stop it or choose another --data-dir");
  }
  Write(fd_.get(), std::to_string(::getpid()), path);
}

void ServerLock::Announce(const std::string& url) const {
  Write(fd_.get(), std::to_string(::getpid()) + "\n" + url, path_.string());
}

std::optional<std::string> FindRunningServer(const std::filesystem::path& data_dir) {
  const base::UniqueFd file(::open((data_dir / kFileName).c_str(), O_RDONLY | O_CLOEXEC));
  if (!file || ::flock(file.get(), LOCK_SH | LOCK_NB) == 0) return std::nullopt;
  const std::vector<std::string> lines = LinesOf(file.get());
  return lines.size() > 1 && !lines[1].empty() ? std::optional(lines[1]) : std::nullopt;
}

}  // namespace clipbox::sqlite
