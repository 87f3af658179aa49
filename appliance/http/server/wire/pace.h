// The least rate at which a client must move a body: while we wait for it, each window must bring `min_bytes`. Only
// waiting counts, so that a slow disk of ours is not held against the client. A value; one thread.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace clipbox::http {

class Pace {
 public:
  Pace(std::chrono::milliseconds window, std::uint64_t min_bytes) : window_(window), min_bytes_(min_bytes) {}

  void Moved(std::uint64_t bytes) { moved_ += bytes; }

  // How long to wait now; at least a millisecond.
  std::chrono::milliseconds Left() const {
    return std::max(std::chrono::milliseconds(1), std::chrono::ceil<std::chrono::milliseconds>(window_ - waited_));
  }

  // Counts a wait. False when a window went by with too little moved.
  bool Waited(std::chrono::nanoseconds time) {
    waited_ += time;
    if (waited_ < window_) return true;
    const bool enough = moved_ >= min_bytes_;
    waited_ = {};
    moved_ = 0;
    return enough;
  }

 private:
  std::chrono::milliseconds window_;
  std::uint64_t min_bytes_;
  std::chrono::nanoseconds waited_{};
  std::uint64_t moved_ = 0;
};

}  // namespace clipbox::http
