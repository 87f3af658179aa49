// What the video of a clip's file counts in. Used by all makers of clips. Pure.
#pragma once

#include "av/time.h"

namespace clipbox::media {

// The source's own ticks or a whole fraction of them, so that no time is rounded; not finer than MP4 can count for an
// hour.
inline AVRational FileTick(AVRational source) {
  constexpr int kFinest = 1'000'000;
  constexpr int kCoarsest = 10'000;
  if (source.den > kFinest) return {1, kFinest};
  int den = source.den;
  while (den < kCoarsest) den *= 2;
  return {1, den};
}

}  // namespace clipbox::media
