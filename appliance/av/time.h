// Arithmetic of time stamps, all of it: ticks of a stream's time base against seconds. Pure.
#pragma once

#include <cmath>
#include <cstdint>

#include "av/libav.h"

namespace clipbox::av {

inline constexpr std::int64_t kNoTime = AV_NOPTS_VALUE;
inline constexpr AVRational kMicroseconds{1, 1'000'000};

// The nearest tick. Requires: |seconds| < 2^40, so that the product stays exact enough to round.
inline std::int64_t ToTicks(double seconds, AVRational time_base) {
  return std::llround(seconds * time_base.den / time_base.num);
}

inline double ToSeconds(std::int64_t ticks, AVRational time_base) {
  return static_cast<double>(ticks) * time_base.num / time_base.den;
}

inline double ToDouble(AVRational value) { return value.den == 0 ? 0 : av_q2d(value); }

// From one time base to another, to the nearest tick.
inline std::int64_t Rescale(std::int64_t ticks, AVRational from, AVRational to) {
  return ticks == kNoTime ? kNoTime : av_rescale_q(ticks, from, to);
}

}  // namespace clipbox::av
