// LD_PRELOAD, for benchmarks: nginx puts a body into a temporary file and renames it into place, and never flushes
// anything. With this, file and directory are on the disk before the rename returns, as our own store has it.
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <string>

namespace {

int Flush(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  const int result = ::fsync(fd);
  ::close(fd);
  return result;
}

}  // namespace

extern "C" int rename(const char* from, const char* to) noexcept {
  static const auto real = reinterpret_cast<int (*)(const char*, const char*)>(::dlsym(RTLD_NEXT, "rename"));
  const std::string target(to);
  if (Flush(from) != 0 || real(from, to) != 0) return -1;
  return Flush(target.substr(0, target.rfind('/')));
}
