#include "serve/restart_process.h"

#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace clipbox::serve {
namespace {

// As the kernel keeps them: each ended by a zero byte.
std::string ProcessArguments() {
  std::ifstream in("/proc/self/cmdline", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

void RestartProcess() {
  std::string bytes = ProcessArguments();
  std::vector<char*> arguments;
  for (std::size_t at = 0; at < bytes.size(); at = bytes.find('\0', at) + 1) arguments.push_back(bytes.data() + at);
  arguments.push_back(nullptr);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  ::close_range(STDERR_FILENO + 1, ~0U, 0);
  ::execv("/proc/self/exe", arguments.data());
  std::abort();
}

}  // namespace clipbox::serve
