// Tells hard cuts from everything else that changes a picture, frame by frame. A cut is one great step between two
// frames, with small ones around it, after which the picture does not come back. Fades and dissolves go in many steps,
// pans and shaking too; a flash comes back. Used by media/scenes. One thread.
#pragma once

#include <deque>
#include <vector>

#include "media/look/thumbnail.h"

namespace clipbox::media {

struct SceneChange {
  double position = 0;  // seconds from zero: the first frame of the new scene
  double strength = 0;  // 0 to 1
  bool operator==(const SceneChange&) const = default;
};

class SceneDetector {
 public:
  // Each frame once, ascending by position.
  void Feed(double position, Thumbnail picture);
  // Judges what was held back for the frames that would have followed, and forgets the frames: the next one begins a
  // new stretch.
  void Finish();

  // All cuts so far, ascending.
  const std::vector<SceneChange>& cuts() const { return cuts_; }

 private:
  struct Frame {
    double position = 0;
    Thumbnail picture;
    double step = 0;  // Difference to the frame before it
  };

  bool CanJudge() const;
  void JudgeNext();
  bool IsPeak(std::size_t at) const;
  bool ComesBack(std::size_t at) const;

  std::deque<Frame> frames_;  // those still needed, of before and after the one to judge
  std::size_t next_ = 1;      // in frames_: the one to judge; the first frame follows none
  std::vector<SceneChange> cuts_;
};

}  // namespace clipbox::media
