// How far an upload is: a bar on a terminal, a plain line each tenth elsewhere, on standard error. One thread at a
// time.
#pragma once

#include <cstdint>
#include <string>

namespace clipbox::cli {

class UploadProgress {
 public:
  explicit UploadProgress(std::string what);
  // Ends the bar's line.
  ~UploadProgress();
  UploadProgress(const UploadProgress&) = delete;
  UploadProgress& operator=(const UploadProgress&) = delete;

  void Show(std::uint64_t done_bytes, std::uint64_t total_bytes);

 private:
  const std::string what_;
  const bool on_terminal_;
  int shown_ = -1;  // per cent on a terminal, tenths elsewhere
};

}  // namespace clipbox::cli
