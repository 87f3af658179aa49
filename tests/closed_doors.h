// Shuts every door of this process but one directory. From then on a file that is opened elsewhere, a socket and a new
// program are refused, counted and named. By seccomp, so that whatever library asks is seen; for a child that works on
// films nobody trusts. Irrevocable.
#pragma once

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace clipbox::test {
// Lives in memory that the parent sees.
struct DoorsTried {
  std::atomic<std::uint64_t> count = 0;
  std::array<char, 256> first{};  // what was asked for
};

namespace doors {
// Marks the calls of the handler itself, in an argument that they have not.
constexpr std::uint32_t kOurs = 0x0c11b0c5;

inline std::array<char, 4096> allowed{};
inline DoorsTried* tried = nullptr;
// What libraries ask of the machine; nothing that a film could want to read.
inline bool IsOfMachine(std::string_view path) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  if (path.starts_with("/proc/")) return true;  // what the sanitizers look at when they report
#endif
  const bool charset =
      path.starts_with("/usr/lib") && path.find("/gconv/") != std::string_view::npos;  // iconv's tables
  return charset || path == "/etc/localtime" || path.starts_with("/sys/devices/system/cpu") ||
         path == "/proc/cpuinfo" || path == "/proc/stat" || path == "/proc/self/status";
}

inline bool IsAllowed(std::string_view path) {
  if (path.find("..") != std::string_view::npos) return false;
  return IsOfMachine(path) || path.starts_with(allowed.data());
}

inline void Count(std::string_view what) {
  if (tried->count.fetch_add(1) > 0) return;
  std::memcpy(tried->first.data(), what.data(), std::min(what.size(), tried->first.size() - 1));
}

inline long Answer(int call, const std::array<long, 4>& arguments) {
  if (call != SYS_openat) {
    Count(call == SYS_socket ? "a socket" : "a program, or a file by a rare call");
    return -EPERM;
  }
  const char* path = reinterpret_cast<const char*>(arguments[1]);
  // Beneath a directory that was opened before.
  const bool beneath =
      static_cast<int>(arguments[0]) != AT_FDCWD && path[0] != '/' && std::strstr(path, "..") == nullptr;
  if (!beneath && !IsAllowed(path)) {
    Count(path);
    return -EPERM;
  }
  const int kept = errno;
  const long result =
      ::syscall(SYS_openat, arguments[0], path, arguments[2], arguments[3], 0L, static_cast<long>(kOurs));
  return result < 0 ? -std::exchange(errno, kept) : result;
}

inline void OnTrap(int, siginfo_t* info, void* context) {
#if defined(__x86_64__)
  greg_t* r = static_cast<ucontext_t*>(context)->uc_mcontext.gregs;
  const bool open = info->si_syscall == SYS_open;
  const std::array<long, 4> at{AT_FDCWD, r[REG_RDI], r[REG_RSI], r[REG_RDX]};
  r[REG_RAX] = Answer(open ? SYS_openat : info->si_syscall,
                      open ? at : std::array<long, 4>{r[REG_RDI], r[REG_RSI], r[REG_RDX], r[REG_R10]});
#else
  auto* r = static_cast<ucontext_t*>(context)->uc_mcontext.regs;
  const auto argument = [r](int i) { return static_cast<long>(r[i]); };
  r[0] = static_cast<std::uint64_t>(Answer(info->si_syscall, {argument(0), argument(1), argument(2), argument(3)}));
#endif
}
inline std::vector<sock_filter> Filter() {
  std::vector<std::uint32_t> calls = {SYS_openat, SYS_openat2,  SYS_open_by_handle_at, SYS_socket,
                                      SYS_execve, SYS_execveat, SYS_io_uring_setup};
#if defined(__x86_64__)
  calls.insert(calls.end(), {SYS_open, SYS_creat});
#endif
  const auto count = static_cast<std::uint8_t>(calls.size());
  std::vector<sock_filter> filter = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))};
  for (std::uint8_t i = 0; i < count; ++i)
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, calls[i], static_cast<std::uint8_t>(count - i), 0));
  filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  filter.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args[5])));
  filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kOurs, 0, 1));
  filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP));
  return filter;
}
}  // namespace doors

// Requires: no thread but this one. Throws: Error kInputOutput where the kernel has no seccomp.
inline void CloseDoorsBut(const std::filesystem::path& directory, DoorsTried& tried) {
  std::strncpy(doors::allowed.data(), directory.c_str(), doors::allowed.size() - 1);
  doors::tried = &tried;
  struct sigaction action {};
  action.sa_sigaction = &doors::OnTrap;
  action.sa_flags = SA_SIGINFO | SA_NODEFER;
  if (::sigaction(SIGSYS, &action, nullptr) != 0) base::ThrowErrno("handle", "SIGSYS");
  std::vector<sock_filter> filter = doors::Filter();
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) base::ThrowErrno("give up", "privileges");
  if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) base::ThrowErrno("set", "a filter of system calls");
}

}  // namespace clipbox::test
