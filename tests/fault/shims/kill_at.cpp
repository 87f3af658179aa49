// LD_PRELOAD: kills the process at its n-th call that changes the file system (KILL_AT=n), before the call is made.
// With KILL_HALF=1 a write first brings half of its bytes. Standard output and error do not count. What is counted is
// every such call that the store and SQLite make.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>

namespace {

long Setting(const char* name) {
  const char* text = ::getenv(name);
  return text == nullptr ? 0 : std::strtol(text, nullptr, 10);
}

// True when this call is the last one.
bool IsLast() {
  static const long last = Setting("KILL_AT");
  static std::atomic<long> calls = 0;
  return ++calls == last;
}

bool IsHalf() {
  static const bool half = Setting("KILL_HALF") != 0;
  return half;
}

[[noreturn]] void Die() {
  ::kill(::getpid(), SIGKILL);
  for (;;) ::pause();
}

void Count() {
  if (IsLast()) Die();
}

template <class Function>
Function* Real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

using Open = int(const char*, int, ...);

int CountOpen(Open* real, const char* path, int flags, mode_t mode) {
  if ((flags & (O_CREAT | O_TRUNC)) != 0) Count();
  return real(path, flags, mode);
}

mode_t ModeOf(va_list arguments, int flags) { return (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0; }

}  // namespace

// A write that is the last one may bring half of its bytes.
#define COUNT_WRITE(real, fd, data, size, ...)                                  \
  if ((fd) > STDERR_FILENO && IsLast()) {                                       \
    if (IsHalf()) (void)!real(fd, data, (size) / 2 __VA_OPT__(, ) __VA_ARGS__); \
    Die();                                                                      \
  }                                                                             \
  return real(fd, data, size __VA_OPT__(, ) __VA_ARGS__)

#define COUNTED(name, parameters, arguments, exception)   \
  int name parameters exception {                         \
    static const auto real = Real<int parameters>(#name); \
    Count();                                              \
    return real arguments;                                \
  }

extern "C" {

int open(const char* path, int flags, ...) {
  static const auto real = Real<Open>("open");
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = ModeOf(arguments, flags);
  va_end(arguments);
  return CountOpen(real, path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  static const auto real = Real<Open>("open64");
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = ModeOf(arguments, flags);
  va_end(arguments);
  return CountOpen(real, path, flags, mode);
}

ssize_t write(int fd, const void* data, size_t size) {
  static const auto real = Real<ssize_t(int, const void*, size_t)>("write");
  COUNT_WRITE(real, fd, data, size);
}

ssize_t pwrite(int fd, const void* data, size_t size, off_t offset) {
  static const auto real = Real<ssize_t(int, const void*, size_t, off_t)>("pwrite");
  COUNT_WRITE(real, fd, data, size, offset);
}

ssize_t pwrite64(int fd, const void* data, size_t size, off64_t offset) {
  static const auto real = Real<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
  COUNT_WRITE(real, fd, data, size, offset);
}

COUNTED(fsync, (int fd), (fd), )
COUNTED(fdatasync, (int fd), (fd), )
COUNTED(ftruncate, (int fd, off_t size), (fd, size), noexcept)
COUNTED(ftruncate64, (int fd, off64_t size), (fd, size), noexcept)
COUNTED(fallocate, (int fd, int mode, off_t offset, off_t size), (fd, mode, offset, size), )
COUNTED(fallocate64, (int fd, int mode, off64_t offset, off64_t size), (fd, mode, offset, size), )
COUNTED(posix_fallocate, (int fd, off_t offset, off_t size), (fd, offset, size), )
COUNTED(rename, (const char* from, const char* to), (from, to), noexcept)
COUNTED(link, (const char* from, const char* to), (from, to), noexcept)
COUNTED(unlink, (const char* path), (path), noexcept)
COUNTED(unlinkat, (int directory, const char* path, int flags), (directory, path, flags), noexcept)
COUNTED(remove, (const char* path), (path), noexcept)
COUNTED(mkdir, (const char* path, mode_t mode), (path, mode), noexcept)
COUNTED(rmdir, (const char* path), (path), noexcept)
}
