// How long a test waits for something outside it, and no longer: a moment fixed once, asked for what is left. A value.
#pragma once

#include <algorithm>
#include <chrono>

namespace clipbox::e2e {

class Deadline {
 public:
  explicit Deadline(std::chrono::milliseconds wait) : at_(std::chrono::steady_clock::now() + wait) {}

  // Never negative: as poll() takes it.
  int LeftMs() const {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(at_ - std::chrono::steady_clock::now());
    return static_cast<int>(std::max<std::int64_t>(0, left.count()));
  }
  bool IsOver() const { return LeftMs() == 0; }

 private:
  std::chrono::steady_clock::time_point at_;
};

}  // namespace clipbox::e2e
