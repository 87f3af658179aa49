#include "cli/password.h"

#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "base/error.h"

namespace clipbox::cli {
namespace {

// Longer than any password that is taken; a file piped in by mistake is not read to its end.
constexpr std::size_t kMaxLineBytes = 4096;

// The terminal does not show what is typed while this lives.
class HiddenTyping {
 public:
  HiddenTyping() {
    ::tcgetattr(STDIN_FILENO, &before_);
    termios hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  }
  ~HiddenTyping() { ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }
  HiddenTyping(const HiddenTyping&) = delete;
  HiddenTyping& operator=(const HiddenTyping&) = delete;

 private:
  termios before_{};
};

std::string ReadLine() {
  std::string line;
  char c = 0;
  while (line.size() < kMaxLineBytes && std::cin.get(c) && c != '\n') line += c;
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

// The prompt goes to standard error: standard output is for results.
std::string Ask(const char* prompt) {
  std::cerr << prompt << ": ";
  std::string line;
  {
    const HiddenTyping hidden;
    line = ReadLine();
  }
  std::cerr << "\n";
  return line;
}

}  // namespace

std::string ReadPassword(bool from_stdin) {
  const bool ask = !from_stdin && ::isatty(STDIN_FILENO) == 1;
  const std::string password = ask ? Ask("password") : ReadLine();
  if (password.empty())
    throw base::Error(base::ErrorCode::kInvalidField, "no password was given; write it to standard input");
  if (ask && Ask("again") != password)
    throw base::Error(base::ErrorCode::kInvalidField, "the two passwords differ; nothing was changed");
  return password;
}

}  // namespace clipbox::cli
