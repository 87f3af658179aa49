// Chance for jitter: spreads retries so that they do not come together. Not for secrets. Thread-safe.
#pragma once

#include <random>

namespace clipbox::work {

// Uniform in [0, 1).
inline double RandomFraction() {
  thread_local std::mt19937_64 engine{std::random_device{}()};
  return std::uniform_real_distribution<double>(0, 1)(engine);
}

}  // namespace clipbox::work
