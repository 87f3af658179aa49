#include "media/scenes.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>

#include "av/input.h"
#include "av/time.h"
#include "base/error.h"
#include "media/key_frame_reader.h"
#include "media/picture_score.h"
#include "media/stretch_reader.h"

namespace clipbox::media {
namespace {

constexpr double kMostSamples = 400;
constexpr double kLeastStep = 1;
// Below it two key frames show the same scene: camera movement reaches 0.06, cuts begin there.
constexpr double kLeastDifference = 0.06;
// Of the greatest changes so many are looked at frame by frame, where the key frames lie close enough for that to be cheap.
constexpr std::size_t kMostRefined = 8;
constexpr double kMostRefinedSeconds = 8;

struct Change {
  double before = 0;  // position of the key frame before it
  double after = 0;   // and of the one that shows it
  double strength = 0;
};

using Clock = std::chrono::steady_clock;

std::vector<Change> CompareKeyFrames(av::Input& input, const SourceInfo& info, const Limits& limits, Clock::time_point end,
                                     const std::function<void(double)>& progress) {
  KeyFrameReader reader(input, info, limits);
  Thumbnailer thumbnailer;
  std::vector<Change> changes;
  std::optional<Thumbnail> last;
  double last_position = 0;
  const double step = std::max(kLeastStep, info.duration_seconds / kMostSamples);
  for (double at = 0; at < info.duration_seconds + step && Clock::now() < end; at += step) {
    if (progress) progress(0.5 * std::min(1.0, at / info.duration_seconds));
    const auto key = reader.Find(std::min(at, info.duration_seconds));
    if (!key || (last && key->position <= last_position)) continue;
    Thumbnail thumbnail = thumbnailer.Shrink(key->picture);
    const double strength = last ? Difference(*last, thumbnail) : 0;
    if (strength >= kLeastDifference) changes.push_back({last_position, key->position, strength});
    last = std::move(thumbnail);
    last_position = key->position;
  }
  return changes;
}

// The frame with the greatest step from the one before it, between two key frames.
SceneChange Refine(base::ByteSource& source, const SourceInfo& info, const Limits& limits, const std::stop_token& stop,
                   Clock::time_point end, const Change& change) {
  av::Input input(source, {stop, limits.max_streams, limits.open_deadline});
  Thumbnailer thumbnailer;
  std::optional<Thumbnail> last;
  SceneChange best{change.after, 0};
  const AVRational tick{info.video->tick.num, info.video->tick.den};
  StretchCallbacks callbacks;
  callbacks.picture = [&](const av::Frame& picture) {
    Thumbnail thumbnail = thumbnailer.Shrink(picture);
    const double strength = last ? Difference(*last, thumbnail) : 0;
    if (strength > best.strength) best = {change.before + av::ToSeconds(picture->pts, tick), strength};
    last = std::move(thumbnail);
  };
  callbacks.go_on = [&](double) { return !stop.stop_requested() && Clock::now() < end; };
  // A little past the key frame, so that it is among the frames itself.
  const StretchRequest request{.start = change.before, .end = change.after + 0.05, .sound = false};
  StretchReader(input, info, limits, request, callbacks).Run();
  return best;
}

}  // namespace

std::vector<SceneChange> FindSceneChanges(base::ByteSource& source, const SourceInfo& info, const Limits& limits,
                                          std::chrono::milliseconds most, std::stop_token stop,
                                          const std::function<void(double)>& progress) {
  std::vector<SceneChange> found;
  if (!info.video) return found;
  const Clock::time_point end = Clock::now() + most;
  av::Input input(source, {stop, limits.max_streams, limits.open_deadline});
  std::vector<Change> changes = CompareKeyFrames(input, info, limits, end, progress);
  std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return a.strength > b.strength; });
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (stop.stop_requested()) throw base::Error(base::ErrorCode::kCancelled, "the search for scene changes was cancelled");
    if (progress) progress(0.5 + 0.5 * static_cast<double>(std::min(i, kMostRefined)) / kMostRefined);
    const bool near = changes[i].after - changes[i].before <= kMostRefinedSeconds && Clock::now() < end;
    if (i < kMostRefined && near) {
      const SceneChange refined = Refine(source, info, limits, stop, end, changes[i]);
      if (refined.strength >= kLeastDifference) found.push_back(refined);
    } else {
      found.push_back({changes[i].after, changes[i].strength / 2});
    }
  }
  std::sort(found.begin(), found.end(), [](const SceneChange& a, const SceneChange& b) { return a.position < b.position; });
  return found;
}

}  // namespace clipbox::media
