#include "serve/restart_process.h"

#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "base/files.h"

namespace clipbox::serve {

void RestartProcess() {
  std::string bytes = base::ReadFile("/proc/self/cmdline").value_or("");  // each argument ended by a zero byte
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
