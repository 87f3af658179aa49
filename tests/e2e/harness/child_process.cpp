#include "e2e/harness/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <csignal>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "e2e/harness/deadline.h"
#include "temp_dir.h"

namespace clipbox::e2e {
namespace {

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// A developer's own settings must not reach the program under test.
std::vector<std::string> CleanEnvironment(std::vector<std::string> added) {
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (std::strncmp(*entry, "CLIPBOX_", 8) != 0) added.emplace_back(*entry);  // of two of a name the first counts
  }
  return added;
}

// In the child, between fork and exec: only calls that are safe there.
[[noreturn]] void Become(const std::vector<char*>& arguments, const std::vector<char*>& environment, int output,
                         int errors) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(errors, STDERR_FILENO);
  const int nothing = ::open("/dev/null", O_RDONLY);
  if (nothing >= 0) ::dup2(nothing, STDIN_FILENO);
  ::execvpe(arguments[0], arguments.data(), environment.data());
  ::_exit(127);
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& command, const std::filesystem::path& stderr_file,
                           const std::vector<std::string>& environment_added) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");
  output_ = base::UniqueFd(ends[0]);
  const base::UniqueFd write_end(ends[1]);
  const base::UniqueFd errors(::open(stderr_file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  std::vector<std::string> argument_texts = command;
  std::vector<std::string> environment_texts = CleanEnvironment(environment_added);
  const std::vector<char*> arguments = Pointers(argument_texts);
  const std::vector<char*> environment = Pointers(environment_texts);
  pid_ = ::fork();
  if (pid_ == 0) Become(arguments, environment, write_end.get(), errors.get());
  if (pid_ < 0) throw std::runtime_error("cannot start " + command.front());
  process_ = base::UniqueFd(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
}

ChildProcess::~ChildProcess() {
  if (exit_code_) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

bool ChildProcess::ReadMore(std::chrono::milliseconds wait) {
  pollfd ready{output_.get(), POLLIN, 0};
  if (output_ended_ || ::poll(&ready, 1, static_cast<int>(wait.count())) <= 0) return false;
  char block[4096];
  const ssize_t count = ::read(output_.get(), block, sizeof block);
  output_ended_ = count <= 0;
  if (count > 0) buffer_.append(block, static_cast<std::size_t>(count));
  return !output_ended_;
}

std::optional<std::string> ChildProcess::ReadLine(std::chrono::milliseconds wait) {
  const Deadline deadline(wait);
  for (;;) {
    const std::size_t end = buffer_.find('\n');
    if (end != std::string::npos) {
      std::string line = buffer_.substr(0, end);
      buffer_.erase(0, end + 1);
      return line;
    }
    if (!ReadMore(std::chrono::milliseconds(deadline.LeftMs()))) return std::nullopt;
  }
}

std::string ChildProcess::ReadAll(std::chrono::milliseconds wait) {
  const Deadline deadline(wait);
  while (ReadMore(std::chrono::milliseconds(deadline.LeftMs()))) {
  }
  if (!output_ended_) throw std::runtime_error("the program still runs after " + std::to_string(wait.count()) + " ms");
  return std::exchange(buffer_, "");
}

void ChildProcess::Signal(int number) const {
  if (!exit_code_) ::kill(pid_, number);
}

std::optional<int> ChildProcess::WaitExit(std::chrono::milliseconds wait) {
  if (exit_code_) return exit_code_;
  pollfd ended{process_.get(), POLLIN, 0};
  if (::poll(&ended, 1, static_cast<int>(wait.count())) <= 0) return std::nullopt;
  int status = 0;
  ::waitpid(pid_, &status, 0);
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return exit_code_;
}

std::string RunProgram(const std::vector<std::string>& command, std::chrono::milliseconds wait) {
  const test::TempDir folder;
  ChildProcess program(command, folder / "stderr");
  std::string output = program.ReadAll(wait);
  const std::optional<int> code = program.WaitExit(std::chrono::seconds(10));
  if (code == 0) return output;
  throw std::runtime_error(command.front() + " ended with " + std::to_string(code.value_or(-1)) + ": " +
                           TailOf(folder / "stderr"));
}

std::string TailOf(const std::filesystem::path& file) {
  constexpr std::size_t kMax = 3000;
  std::ifstream in(file);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return text.size() <= kMax ? text : text.substr(text.size() - kMax);
}

}  // namespace clipbox::e2e
