// Runs a program to its end with the given input and environment, and gives its exit code and both outputs.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/unique_fd.h"

namespace clipbox::test {

struct Outcome {
  int exit_code = -1;  // 128 + the signal where one ended it
  std::string out;
  std::string err;
};

namespace detail {

struct Pipe {
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe2 failed");
    read = base::UniqueFd(ends[0]);
    write = base::UniqueFd(ends[1]);
  }
  base::UniqueFd read;
  base::UniqueFd write;
};

inline std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Reads both until both are closed.
inline void Drain(Pipe& out, Pipe& err, Outcome& outcome) {
  std::array<pollfd, 2> both = {pollfd{out.read.get(), POLLIN, 0}, pollfd{err.read.get(), POLLIN, 0}};
  std::array<std::string*, 2> texts = {&outcome.out, &outcome.err};
  std::array<char, 4096> buffer{};
  while (both[0].fd >= 0 || both[1].fd >= 0) {
    ::poll(both.data(), both.size(), -1);
    for (std::size_t i = 0; i < both.size(); ++i) {
      if (both[i].fd < 0 || both[i].revents == 0) continue;
      const ssize_t count = ::read(both[i].fd, buffer.data(), buffer.size());
      if (count > 0) texts[i]->append(buffer.data(), static_cast<std::size_t>(count));
      if (count == 0) both[i].fd = -1;
    }
  }
}

}  // namespace detail

// `input` must fit a pipe (64 KiB). The environment is PATH and `environment`, nothing of this process.
inline Outcome RunProgram(const std::string& program, std::vector<std::string> arguments,
                          const std::map<std::string, std::string>& environment = {}, const std::string& input = "") {
  detail::Pipe in, out, err;
  ::signal(SIGPIPE, SIG_IGN);  // a program may end without reading its input
  if (!input.empty() && ::write(in.write.get(), input.data(), input.size()) < 0)
    throw std::runtime_error("write failed");
  in.write.Reset();
  arguments.insert(arguments.begin(), program);
  std::vector<std::string> variables = {"PATH=/usr/bin:/bin"};
  for (const auto& [name, value] : environment) variables.push_back(name + "=" + value);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, in.read.get(), STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, out.write.get(), STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, err.write.get(), STDERR_FILENO);
  pid_t child = 0;
  const int failure = ::posix_spawn(&child, program.c_str(), &actions, nullptr, detail::Pointers(arguments).data(),
                                    detail::Pointers(variables).data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) throw std::runtime_error("cannot start " + program);
  out.write.Reset();
  err.write.Reset();
  Outcome outcome;
  detail::Drain(out, err, outcome);
  int status = 0;
  ::waitpid(child, &status, 0);
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return outcome;
}

}  // namespace clipbox::test
