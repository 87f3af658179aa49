// Tells a transfer that goes on for ever without getting anywhere. Less than 1 KiB/s over a window of time. libcurl's
// own limit counts in whole seconds. Used by http_client; one thread.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace clipbox::net {

class StallGuard {
 public:
  // A window of zero never ends.
  explicit StallGuard(std::chrono::milliseconds window) : window_(window), since_(std::chrono::steady_clock::now()) {}

  // Asked between the steps of the transfer, with the bytes moved so far, both ways.
  bool IsStalled(std::uint64_t moved_bytes) {
    const auto now = std::chrono::steady_clock::now();
    if (window_.count() == 0 || now - since_ < window_) return false;
    const auto least = kMinBytesPerSecond * static_cast<std::uint64_t>(window_.count()) / 1000;
    const bool stalled = moved_bytes - moved_before_ < least;
    since_ = now;
    moved_before_ = moved_bytes;
    return stalled;
  }
  // How long a step may wait, so that the window is kept.
  int PollMs() const {
    return window_.count() == 0 ? 1'000 : static_cast<int>(std::clamp<std::int64_t>(window_.count() / 4, 1, 1'000));
  }

 private:
  static constexpr std::uint64_t kMinBytesPerSecond = 1024;

  const std::chrono::milliseconds window_;
  std::chrono::steady_clock::time_point since_;
  std::uint64_t moved_before_ = 0;
};

}  // namespace clipbox::net
