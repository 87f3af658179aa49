// How loud a film is as it goes on, and what that says: silences and loud stretches. Levels are of 20 ms each, in dB of
// full scale. One thread; the two functions are pure.
#pragma once

#include <vector>

#include "av/frame.h"
#include "base/time_range.h"
#include "media/source/stretch.h"

namespace clipbox::media {

class SoundLevels {
 public:
  static constexpr double kSeconds = 0.02;

  // Sound as SoundFormatFor, without gaps.
  void Feed(const AVFrame& sound);
  const std::vector<float>& levels() const { return levels_; }

 private:
  std::vector<float> levels_;
  double energy_ = 0;
  int samples_ = 0;
};

// Half a second and more that is 30 dB below the film's usual level (its median). The bound lies between -60 dB and -40
// dB.
std::vector<base::TimeRange> FindSilences(const std::vector<float>& levels);

// Half a second and more that is 6 dB above the usual level, the fifty greatest; what lies closer than half a second is
// one.
std::vector<base::TimeRange> FindLoud(const std::vector<float>& levels);

}  // namespace clipbox::media
