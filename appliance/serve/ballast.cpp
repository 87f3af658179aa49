#include "serve/ballast.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/log.h"
#include "base/unique_fd.h"

namespace clipbox::serve {
namespace {

// It is made only where it is a small share of what is free, so that it never is what fills the disk.
constexpr std::uint64_t kTimesFree = 8;

// Zero where the file system does not say.
std::uint64_t FreeBytes(const std::filesystem::path& file) {
  std::error_code failed;
  const auto space = std::filesystem::space(file.parent_path(), failed);
  return failed ? 0 : space.available;
}

}  // namespace

bool Ballast::Remove() {
  std::error_code failed;
  if (!std::filesystem::remove(file_, failed)) return false;
  base::LogWarning("disk.ballast_given_up", {{"file", file_.string()}, {"bytes", bytes_}});
  return true;
}

bool Ballast::GiveUp() {
  const base::MutexLock lock(mutex_);
  return Remove();
}

void Ballast::GiveUpIfFull() {
  const base::MutexLock lock(mutex_);
  if (FreeBytes(file_) < bytes_) Remove();
}

// Blocks are taken, not only a length: a file of holes keeps nothing.
void Ballast::MakeIfRoom() {
  const base::MutexLock lock(mutex_);
  if (std::filesystem::exists(file_) || FreeBytes(file_) < kTimesFree * bytes_) return;
  const base::UniqueFd fd(::open(file_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!fd || ::posix_fallocate(fd.get(), 0, static_cast<off_t>(bytes_)) == 0) return;
  ::unlink(file_.c_str());
}

}  // namespace clipbox::serve
