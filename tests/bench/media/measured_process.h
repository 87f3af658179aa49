// A process of its own for each thing that is measured, so that processor time, peak memory and bytes read are its
// alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace clipbox::bench {

struct Cost {
  double cpu_seconds = 0;
  double wall_seconds = 0;
  std::uint64_t peak_bytes = 0;  // of the largest process
  std::uint64_t read_bytes = 0;  // what it asked the kernel for
};

// The costs of processes that ran one after the other.
Cost operator+(const Cost& one, const Cost& other);

// Runs it to its end; its standard output is given in `output` where somebody wants it. A process that fails is named
// on standard error.
Cost RunMeasured(const std::vector<std::string>& command, std::string* output = nullptr);

}  // namespace clipbox::bench
