// What a source may be, refused before any work is done on it, and what an output may take. From `media.*` of the
// configuration. Plain values.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace clipbox::media {

struct Limits {
  std::chrono::seconds max_duration{6 * 3600};                 // media.max_duration
  std::int64_t max_pixels = std::int64_t{8192} * 4320;         // media.max_pixels, of one picture
  std::uint64_t max_size_bytes = std::uint64_t{64} << 30;      // media.max_size
  std::uint64_t max_memory_bytes = std::uint64_t{1536} << 20;  // media.max_memory, of one span
  std::uint64_t max_scratch_bytes = std::uint64_t{2} << 30;    // of the disk, for one output while it is made
  int max_frames = 6 * 3600 * 120;                             // media.max_frames, of one source
  int max_streams = 64;
  std::chrono::seconds open_deadline{20};  // reading the head and the index of a source
};

// media.deadline: how long an output may take, by its own length.
struct Deadline {
  std::chrono::milliseconds base{10'000};
  double times_length = 20;
  std::chrono::milliseconds most = std::chrono::hours(24 * 365);  // whatever the length
  // The clock that it goes by; any thread.
  std::function<std::chrono::steady_clock::time_point()> now = [] { return std::chrono::steady_clock::now(); };

  std::chrono::milliseconds For(double seconds) const {
    return std::min(most, base + std::chrono::milliseconds(static_cast<std::int64_t>(seconds * times_length * 1000)));
  }
  // Of an output of that length which was given up.
  std::string Explain(double seconds) const {
    if (For(seconds) == most)
      return "the time for this file was used up before this was made; ask for less, or for smaller pictures";
    return "making this took longer than " + std::to_string(For(seconds).count() / 1000) + " s and was given up";
  }
};

}  // namespace clipbox::media
