// Which frame of the sample film a picture is: the number in the strip along its top (media/sample/sample_picture.h).
#pragma once

#include <algorithm>
#include <bit>
#include <optional>

#include "av/frame.h"

namespace clipbox::test {

// Of any picture with a plane of 8-bit luma, of any size. Returns nullopt if the strip cannot be read.
inline std::optional<int> ReadSampleNumber(const AVFrame& picture) {
  constexpr int kSquares = 16;
  const int y = std::max(2, picture.height / 16) / 2;
  unsigned code = 0;
  for (int i = 0; i < kSquares; ++i) {
    const int x = picture.width * (2 * i + 1) / (2 * kSquares);
    code = code << 1 | (picture.data[0][y * picture.linesize[0] + x] >= 128 ? 1u : 0u);
  }
  if (std::popcount(code) % 2 != 0) return std::nullopt;
  return static_cast<int>(code >> 1);
}

}  // namespace clipbox::test
