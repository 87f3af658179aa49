// How well a picture would do as a poster: not black, not white, not half faded, not blurred. Used by BestPicture. One
// thread.
#pragma once

#include <optional>

#include "av/frame.h"
#include "av/graph.h"

namespace clipbox::media {

class PictureJudge {
 public:
  // Of camera films' sharp pictures 0.2 to 0.7, of the same blurred 0.06, of those half faded 0.05 to 0.19.
  static constexpr double kGood = 0.2;

  // 0 to 1; next to nothing for a picture that is black, white or of one colour.
  // Requires: a decoded picture.
  double Judge(const av::Frame& picture);

 private:
  std::optional<av::Graph> graph_;
  bool one_field_ = false;  // in graph_
};

}  // namespace clipbox::media
