// Films of any length for the benchmark of the media engine. They are drawn 1080p: 24 s with a camera's grain are
// encoded once (GOP of 90 frames at 30 a second, closed). Their packets are repeated. Kept below the build folder, so
// that a second run finds them.
#pragma once

#include <cstdint>
#include <filesystem>

namespace clipbox::bench {

inline constexpr double kPartSeconds = 24;  // a whole number of GOPs and of AAC frames

struct LongFilm {
  double seconds = 600;  // a multiple of kPartSeconds
  int width = 1920;
  int height = 1080;
  std::int64_t bits_per_second = 5'000'000;  // of the picture
};

// Where it lies in `folder`; made there where it is missing.
std::filesystem::path FindOrMake(const std::filesystem::path& folder, const LongFilm& film);

// Bytes of all packets whose time lies in [start, end), and of those that its decoding takes besides, from the key
// frame before.
struct Share {
  std::uint64_t own = 0;
  std::uint64_t lead = 0;
};
Share ShareOf(const std::filesystem::path& film, double start, double end);

// What everybody reads who opens it.
std::uint64_t IndexBytes(const std::filesystem::path& film);

}  // namespace clipbox::bench
