#include "cli/local/clip_time.h"

#include <algorithm>

#include "cli/local/work_clock.h"

namespace clipbox::cli {
namespace {

constexpr double kBytesPerSecond = 65536;
constexpr double kFreeSeconds = 15;
constexpr double kTimesTyped = 2;

// A picture of fewer bytes shows nothing new: 1080p with a byte for each 25,000 pixels is 83 bytes a frame. A slide
// takes more.
constexpr double kEmptyPixelsPerByte = 25'000;

// Made from some key frames of the whole video, which costs next to nothing.
bool IsOfKeyFrames(const media::Span& span, jobs::ArtifactType type) {
  return !span.clip && type != jobs::ArtifactType::kAudio;
}

// Of one span, whose outputs all come from one reading. Judged as if every picture were decoded: a cut that copies may
// have to.
double EarningBytes(const media::Span& span, jobs::Recipe recipe, const media::SourceInfo& info) {
  recipe.mp4.cut = jobs::Cut::kExact;
  const double pixels = info.video ? static_cast<double>(info.video->width) * info.video->height : 0;
  double most = 0;
  for (const jobs::PlanItem& item : media::EstimatePlan({.spans = {span}, .failed = {}}, recipe, info)) {
    if (IsOfKeyFrames(span, item.type)) continue;
    const double empty = static_cast<double>(item.decode_frames) * pixels / kEmptyPixelsPerByte;
    most = std::max(most, static_cast<double>(item.read_bytes) - empty);
  }
  return most;
}

}  // namespace

std::chrono::milliseconds ClipTime(const media::Plan& plan, const jobs::Recipe& recipe, const media::SourceInfo& info) {
  double bytes = 0;
  double typed = 0;
  for (const media::Span& span : plan.spans) {
    bytes += EarningBytes(span, recipe, info);
    if (recipe.clips && span.clip) typed += span.clip->to - span.clip->start;
  }
  const double earned = bytes / kBytesPerSecond + kTimesTyped * std::max(0.0, typed - kFreeSeconds);
  return kMinClipTime + std::chrono::milliseconds(static_cast<std::int64_t>(earned * 1000));
}

std::chrono::milliseconds MostOnTheWall(std::chrono::milliseconds clip_time) {
  constexpr std::chrono::seconds kMinOnTheWall{55};
  return kMinOnTheWall + kMaxSlower * (clip_time - kMinClipTime);
}

}  // namespace clipbox::cli
