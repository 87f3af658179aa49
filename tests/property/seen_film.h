// What a film shows and sounds like to a strict decoder, picture by picture: for comparing a cut with its source. Any
// thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "av/frame.h"

namespace clipbox::test {

struct SeenPicture {
  std::int64_t ticks = 0;  // on the file's own clock
  std::optional<int> number;
  std::uint64_t hash = 0;
  bool key = false;
  av::Frame picture;
};

struct SeenFilm {
  std::vector<SeenPicture> pictures;  // as shown, after the edit list
  AVRational tick{1, 1};
  int damaged_packets = 0;
  std::vector<float> samples;  // first channel
  double sound_begin = 0;      // seconds on the file's clock
  int sample_rate = 0;

  double SecondsOf(const SeenPicture& picture) const {
    return static_cast<double>(picture.ticks) * tick.num / tick.den;
  }
  double zero() const { return SecondsOf(pictures.at(0)); }
};

SeenFilm See(const std::filesystem::path& path);

// Seconds by which `cut` sounds later than the same sound in `source`, where the cut begins `start` seconds after the
// source's zero. At most 5 ms either way. Nothing where too little of both overlaps.
std::optional<double> SoundLag(const SeenFilm& source, const SeenFilm& cut, double start);

// The largest difference of samples that lie at the same place of both.
double LargestDifference(const SeenFilm& source, const SeenFilm& cut, double start);

}  // namespace clipbox::test
