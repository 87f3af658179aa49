// Loudness by EBU R128 (ITU-R BS.1770): integrated, gated, with the true peak. And what brings sound to a loudness
// without passing a peak: a gain, and a limiter where the gain alone would. Used by SoundLeveller. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "av/frame.h"
#include "av/graph.h"

namespace clipbox::media {

struct Loudness {
  double lufs = -70;     // integrated; -70 is silence, or less than one block of 400 ms
  double peak_db = -90;  // true peak, dBTP
};

class LoudnessMeter {
 public:
  // Requires: frames of one format, pts in samples.
  void Feed(const av::Frame& sound);
  Loudness Finish();

 private:
  void Take();

  std::optional<av::Graph> graph_;
  Loudness loudness_;
};

// What a true peak may be, as a player hears it: after the codec.
inline constexpr double kMaxPeakDb = -1.5;

// Filters that amplify by `gain_db`, limited to `ceiling_db` where `peak_db` would come above it.
std::string LevelFilters(double gain_db, double peak_db, double ceiling_db, int sample_rate);

}  // namespace clipbox::media
