#include "bench/media/measured_process.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>

#include "base/error.h"
#include "base/unique_fd.h"

namespace clipbox::bench {
namespace {

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

[[noreturn]] void Become(const std::vector<std::string>& command, int output) {
  ::dup2(output, STDOUT_FILENO);
  std::vector<char*> arguments;
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  ::execvp(arguments.front(), arguments.data());
  std::_Exit(127);
}

std::string ReadAll(int fd) {
  std::string all;
  std::array<char, 4096> block{};
  for (ssize_t got = ::read(fd, block.data(), block.size()); got > 0; got = ::read(fd, block.data(), block.size())) {
    all.append(block.data(), static_cast<std::size_t>(got));
  }
  return all;
}

// Of a process that has ended and was not waited for yet.
std::uint64_t BytesRead(pid_t pid) {
  std::ifstream io("/proc/" + std::to_string(pid) + "/io");
  std::string name;
  std::uint64_t value = 0;
  while (io >> name >> value) {
    if (name == "rchar:") return value;
  }
  return 0;
}

}  // namespace

Cost operator+(const Cost& one, const Cost& other) {
  return {one.cpu_seconds + other.cpu_seconds, one.wall_seconds + other.wall_seconds,
          std::max(one.peak_bytes, other.peak_bytes), one.read_bytes + other.read_bytes};
}

Cost RunMeasured(const std::vector<std::string>& command, std::string* output) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) base::ThrowErrno("make", "a pipe");
  const base::UniqueFd from(ends[0]);
  base::UniqueFd to(ends[1]);
  const auto begun = std::chrono::steady_clock::now();
  const pid_t pid = ::fork();
  if (pid < 0) base::ThrowErrno("start", command.front());
  if (pid == 0) Become(command, to.get());
  to.Reset();
  const std::string text = ReadAll(from.get());
  siginfo_t ended{};
  ::waitid(P_PID, static_cast<id_t>(pid), &ended, WEXITED | WNOWAIT);
  Cost cost;
  cost.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  cost.read_bytes = BytesRead(pid);
  rusage usage{};
  int status = 0;
  ::wait4(pid, &status, 0, &usage);
  if (status != 0) {
    std::string line;
    for (const std::string& word : command) line += word + " ";
    std::fprintf(stderr, "failed: %s\n", line.c_str());
  }
  cost.cpu_seconds = Seconds(usage.ru_utime) + Seconds(usage.ru_stime);
  cost.peak_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
  if (output != nullptr) *output = text;
  return cost;
}

}  // namespace clipbox::bench
