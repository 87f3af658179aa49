// A program that a test runs. Its standard output is read line by line, its standard error goes to a file, its end is
// waited for. Killed and reaped with its object, and with the thread that made it (so that no server outlives a test
// that is killed). Used by one thread at a time.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/unique_fd.h"

namespace clipbox::e2e {

class ChildProcess {
 public:
  // `command`: the program (looked up in PATH where it has no slash) and its arguments. `environment`: `NAME=value`,
  // besides what is inherited; CLIPBOX_* is not. Exit code 127 where there is no such program.
  ChildProcess(const std::vector<std::string>& command, const std::filesystem::path& stderr_file,
               const std::vector<std::string>& environment = {});
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // The next line of its standard output without the newline; nothing at its end or when the time is over.
  std::optional<std::string> ReadLine(std::chrono::milliseconds wait);
  // All that is left of it. Throws: std::runtime_error when the time is over first.
  std::string ReadAll(std::chrono::milliseconds wait);

  void Signal(int number) const;
  // Its exit code, or 128 + the signal that ended it; nothing when the time is over first.
  std::optional<int> WaitExit(std::chrono::milliseconds wait);
  pid_t pid() const { return pid_; }

 private:
  bool ReadMore(std::chrono::milliseconds wait);  // false at the end of the output, or when the time is over

  pid_t pid_ = -1;
  base::UniqueFd process_;  // pidfd: readable once it has ended
  base::UniqueFd output_;
  bool output_ended_ = false;
  std::string buffer_;
  std::optional<int> exit_code_;
};

// Runs `command` to its end and gives its standard output.
// Throws: std::runtime_error, with the end of its standard error, for any exit code but 0.
std::string RunProgram(const std::vector<std::string>& command,
                       std::chrono::milliseconds wait = std::chrono::seconds(60));

// The last lines of a log, for the message of a failed test.
std::string TailOf(const std::filesystem::path& file);

}  // namespace clipbox::e2e
