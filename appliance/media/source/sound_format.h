// The form that all sound takes before it is cut and encoded: planar floats, mono or stereo, at a rate that AAC has.
// Pure.
#pragma once

#include <algorithm>
#include <array>
#include <string>

#include "media/source/source_info.h"

namespace clipbox::media {

struct SoundFormat {
  int sample_rate = 48'000;
  int channels = 2;
};

inline SoundFormat SoundFormatFor(const AudioStream& audio) {
  static constexpr std::array kRates = {48'000, 44'100, 32'000, 24'000, 22'050, 16'000, 12'000, 11'025, 8'000};
  const bool kept = std::find(kRates.begin(), kRates.end(), audio.sample_rate) != kRates.end();
  return {kept ? audio.sample_rate : 48'000, audio.channels == 1 ? 1 : 2};
}

// The filters that bring any sound into it.
inline std::string FiltersFor(const SoundFormat& format) {
  return "aresample=" + std::to_string(format.sample_rate) +
         ",aformat=sample_fmts=fltp:channel_layouts=" + (format.channels == 1 ? "mono" : "stereo");
}

}  // namespace clipbox::media
