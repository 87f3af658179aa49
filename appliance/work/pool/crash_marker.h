// Leaves word of a crash: a fatal signal (a decoder's SIGSEGV, an abort) writes this boot's id into a file before the
// process dies. The next start reads it and knows that the jobs of that boot did not merely lose their process. An
// unmarked end (SIGKILL, out of memory, power) leaves nothing. Process-wide: install once, from the main thread, before
// the pool starts.
#pragma once

#include <signal.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace clipbox::work {

// A stack for the handler on the thread that makes this, from there to its end. One that has run out of its own can
// still leave word. Destroyed on the same thread.
class SignalStack {
 public:
  // Throws: Error kInputOutput.
  SignalStack();
  ~SignalStack();
  SignalStack(const SignalStack&) = delete;
  SignalStack& operator=(const SignalStack&) = delete;

 private:
  std::vector<char> bytes_;
  stack_t before_{};
};

// Opens `file` and takes over SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT and SIGSYS, for this thread on a stack of their
// own (others make a SignalStack). After the mark each goes on to its default action, so that core dumps and exit codes
// stay what they are. Requires: TakeCrashMark was called before. Throws: Error kInputOutput.
void InstallCrashMarker(const std::filesystem::path& file, const std::string& boot_id);

// The boot that crashed, if the last one did; removes the mark. Throws: Error kInputOutput.
std::optional<std::string> TakeCrashMark(const std::filesystem::path& file);

}  // namespace clipbox::work
