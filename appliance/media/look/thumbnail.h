// Small copies of pictures, and how much two of them differ: for finding changes of scene. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "av/frame.h"
#include "av/graph.h"

namespace clipbox::media {

// A picture as 64×36 luma and chroma samples (4:4:4), whatever it was.
struct Thumbnail {
  static constexpr int kWidth = 64;
  static constexpr int kHeight = 36;
  std::vector<std::uint8_t> luma, blue, red;
};

class Thumbnailer {
 public:
  // Requires: a decoded picture.
  Thumbnail Shrink(const av::Frame& picture);

 private:
  std::optional<av::Graph> graph_;
};

// 0 for equal pictures, 1 for black against white.
double Difference(const Thumbnail& one, const Thumbnail& other);

}  // namespace clipbox::media
