#include "work/pool/crash_marker.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cstring>

#include "base/error.h"
#include "base/files.h"

namespace clipbox::work {
namespace {

// What the handler touches: plain memory only, set before it is installed (signal-safety(7)).
int g_marker_fd = -1;
std::array<char, 128> g_boot_id{};
std::size_t g_boot_id_size = 0;

constexpr std::size_t kSignalStackBytes = std::size_t{64} << 10;
constexpr std::array kFatalSignals = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS};

extern "C" void MarkCrash(int signal) {
  if (::write(g_marker_fd, g_boot_id.data(), g_boot_id_size) > 0) ::fsync(g_marker_fd);
  ::raise(signal);  // SA_RESETHAND put the default action back
}

}  // namespace

SignalStack::SignalStack() : bytes_(kSignalStackBytes) {
  stack_t stack{};
  stack.ss_sp = bytes_.data();
  stack.ss_size = bytes_.size();
  if (::sigaltstack(&stack, &before_) != 0) base::ThrowErrno("set", "the stack of the crash handler");
}

SignalStack::~SignalStack() { ::sigaltstack(&before_, nullptr); }

void InstallCrashMarker(const std::filesystem::path& file, const std::string& boot_id) {
  if (boot_id.size() > g_boot_id.size())
    throw base::Error(base::ErrorCode::kInternal, "the boot id is too long for the crash marker");
  g_marker_fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (g_marker_fd < 0) base::ThrowErrno("open", file.string());
  std::memcpy(g_boot_id.data(), boot_id.data(), boot_id.size());
  g_boot_id_size = boot_id.size();
  static const SignalStack stack;
  struct sigaction action {};
  action.sa_handler = MarkCrash;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_ONSTACK | SA_NODEFER);
  for (const int signal : kFatalSignals) ::sigaction(signal, &action, nullptr);
}

std::optional<std::string> TakeCrashMark(const std::filesystem::path& file) {
  auto boot_id = base::ReadFile(file);
  if (!boot_id) return std::nullopt;
  std::error_code failure;
  std::filesystem::remove(file, failure);
  if (failure)
    throw base::Error(base::ErrorCode::kInputOutput, "cannot remove " + file.string() + ": " + failure.message());
  return boot_id->empty() ? std::nullopt : std::move(boot_id);
}

}  // namespace clipbox::work
