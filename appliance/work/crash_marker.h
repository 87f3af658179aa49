// Leaves word of a crash: a fatal signal (a decoder's SIGSEGV, an abort) writes this boot's id into a file before the process dies.
// The next start reads it and knows that the jobs of that boot did not merely lose their process. An unmarked end (SIGKILL, out of
// memory, power) leaves nothing. Process-wide: install once, from the main thread, before the pool starts.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace clipbox::work {

// Opens `file` and takes over SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT and SIGSYS, on a stack of their own; after the mark each goes on
// to its default action, so that core dumps and exit codes stay what they are.
// Requires: TakeCrashMark was called before. Throws: Error kInputOutput.
void InstallCrashMarker(const std::filesystem::path& file, const std::string& boot_id);

// The boot that crashed, if the last one did; removes the mark. Throws: Error kInputOutput.
std::optional<std::string> TakeCrashMark(const std::filesystem::path& file);

}  // namespace clipbox::work
