#include "media/look/scene_detector.h"

#include <algorithm>

namespace clipbox::media {
namespace {

// Below it two pictures in a row show the same scene. Cuts between dark scenes begin a little above.
constexpr double kMinStep = 0.025;
// How much greater the step of a cut is than any of its neighbours; a great step needs less.
constexpr double kPeak = 3;
constexpr double kGreatStep = 0.12;
constexpr double kGreatPeak = 1.8;
constexpr std::size_t kNeighbours = 3;
// What shows the picture of before again within this time was a flash.
constexpr double kFlashSeconds = 0.4;
constexpr std::size_t kMaxFlashFrames = 30;
constexpr double kSame = 0.5;  // of the step
// Two cuts closer than this are one.
constexpr double kMinSceneSeconds = 0.15;

}  // namespace

void SceneDetector::Feed(double position, Thumbnail picture) {
  const double step = frames_.empty() ? 0 : Difference(frames_.back().picture, picture);
  frames_.push_back({position, std::move(picture), step});
  while (CanJudge()) JudgeNext();
}

void SceneDetector::Finish() {
  while (next_ < frames_.size()) JudgeNext();
  frames_.clear();
  next_ = 1;
}

// Enough frames behind it are known.
bool SceneDetector::CanJudge() const {
  if (frames_.size() <= next_ + kNeighbours) return false;
  return frames_.size() > next_ + kMaxFlashFrames || frames_.back().position - frames_[next_].position > kFlashSeconds;
}

void SceneDetector::JudgeNext() {
  const std::size_t at = next_++;
  const Frame& frame = frames_[at];
  if (frame.step >= kMinStep && IsPeak(at) && !ComesBack(at)) {
    const bool close = !cuts_.empty() && frame.position - cuts_.back().position < kMinSceneSeconds;
    if (!close) cuts_.push_back({frame.position, std::min(1.0, frame.step)});
  }
  while (next_ > kMaxFlashFrames + 1) {
    frames_.pop_front();
    --next_;
  }
}

bool SceneDetector::IsPeak(std::size_t at) const {
  double side = 0;
  for (std::size_t i = at > kNeighbours ? at - kNeighbours : 1; i < frames_.size() && i <= at + kNeighbours; ++i) {
    if (i != at) side = std::max(side, frames_[i].step);
  }
  const double step = frames_[at].step;
  return step >= side * (step >= kGreatStep ? kGreatPeak : kPeak);
}

// The picture of before is seen again soon, or this picture was seen a moment ago: one of the edges of a flash.
bool SceneDetector::ComesBack(std::size_t at) const {
  const Frame& first = frames_[at];
  const Frame& last = frames_[at - 1];
  const double same = kSame * first.step;
  for (std::size_t i = at + 1; i < frames_.size() && frames_[i].position - first.position <= kFlashSeconds; ++i) {
    if (Difference(last.picture, frames_[i].picture) < same) return true;
  }
  for (std::size_t i = at - 1; i-- > 0 && last.position - frames_[i].position <= kFlashSeconds;) {
    if (Difference(first.picture, frames_[i].picture) < same) return true;
  }
  return false;
}

}  // namespace clipbox::media
