// What a film shows, for tests. Its frames by decoding from start to end (times after the edit list, numbers read from
// the strip), its sound as samples. A second opinion comes from ffprobe, which only tests may use.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "av/frame.h"

namespace clipbox::test {

struct SeenFrame {
  std::int64_t ticks = 0;  // on the file's own clock
  double seconds = 0;      // the same
  std::optional<int> number;
};

struct Film {
  std::vector<SeenFrame> frames;
  int tick_num = 1;
  int tick_den = 1;
  int width = 0;
  int height = 0;
  std::string pixel_format;
};

Film ReadFilm(const std::filesystem::path& path);

// As 4:2:0 of 8 bits.
av::Frame FirstPicture(const std::filesystem::path& path);

// A JPEG file, as decoded: full range.
av::Frame ReadJpeg(const std::filesystem::path& path);

// The first picture of an animated WebP, which libav's own reader does not open: its chunk is a key frame of VP8.
av::Frame FirstOfWebp(const std::filesystem::path& path);

// The numbers of those frames of `film` whose time lies in [start, end), counted from the first frame.
std::vector<std::optional<int>> NumbersBetween(const Film& film, double start, double end);
std::vector<std::optional<int>> Numbers(const Film& film);

struct Sound {
  int sample_rate = 0;
  double first_seconds = 0;    // time of the first sample
  std::vector<float> samples;  // first channel
};

Sound ReadSound(const std::filesystem::path& path);

// Where a beep of the sample film begins: the first moments (seconds on the file's clock) at which it becomes loud.
std::vector<double> Beeps(const Sound& sound);

// Frames that ffprobe decodes; -1 where it cannot.
int CountByFfprobe(const std::filesystem::path& path);

}  // namespace clipbox::test
