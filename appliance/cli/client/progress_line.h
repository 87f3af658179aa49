// How far long work is: a bar on a terminal, a plain line each tenth elsewhere, on standard error. One thread at a
// time.
#pragma once

#include <cstdint>
#include <string>

namespace clipbox::cli {

class ProgressLine {
 public:
  explicit ProgressLine(std::string what);
  // Ends the bar's line.
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void Show(std::uint64_t done_bytes, std::uint64_t total_bytes);

 private:
  const std::string what_;
  const bool on_terminal_;
  int shown_ = -1;  // per cent on a terminal, tenths elsewhere
};

}  // namespace clipbox::cli
