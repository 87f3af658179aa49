// How far a work has come, on standard error: a bar that is drawn over on a terminal, a line at each quarter elsewhere.
// One thread.
#pragma once

#include <unistd.h>

#include <iostream>
#include <string>

namespace clipbox::cli {

class ProgressLine {
 public:
  void Show(const std::string& what, double fraction) {
    const int percent = static_cast<int>(fraction * 100);
    if (what == last_what_ && percent / step_ == last_percent_ / step_) return;
    last_what_ = what;
    last_percent_ = percent;
    if (!terminal_) {
      std::cerr << what << ": " << percent << " %\n";
      return;
    }
    const auto filled = static_cast<std::size_t>(percent * 30 / 100);
    std::cerr << "\r\033[K[" << std::string(filled, '#') << std::string(30 - filled, '.') << "] " << percent << " % "
              << what << std::flush;
  }
  void Clear() const {
    if (terminal_) std::cerr << "\r\033[K" << std::flush;
  }

 private:
  const bool terminal_ = ::isatty(STDERR_FILENO) == 1;
  const int step_ = terminal_ ? 1 : 25;
  std::string last_what_;
  int last_percent_ = -100;
};

}  // namespace clipbox::cli
