#include "http/api/shares/shareable.h"

#include <algorithm>

#include "base/time_range.h"

namespace clipbox::http {
namespace {

bool IsForPeople(const jobs::Artifact& artifact) {
  using enum jobs::ArtifactType;
  switch (artifact.type) {
    case kClip:
    case kGif:
    case kWebp:
    case kPoster:
    case kStoryboard:
    case kWaveform:
    case kAudio:
    case kCaptions: return true;
    case kStoryboardVtt:
    case kWaveformPeaks: return false;  // for programs
    case kProxy: return false;          // for who chooses
  }
  return false;
}

}  // namespace

std::vector<jobs::ArtifactId> ShareableOf(std::vector<jobs::Artifact> artifacts) {
  std::erase_if(artifacts, [](const jobs::Artifact& each) { return !IsForPeople(each); });
  const auto is_of_clip = [](const jobs::Artifact& each) { return each.range.has_value(); };
  if (std::any_of(artifacts.begin(), artifacts.end(), is_of_clip))
    std::erase_if(artifacts, [&](const jobs::Artifact& each) { return !is_of_clip(each); });
  std::stable_sort(artifacts.begin(), artifacts.end(), [](const jobs::Artifact& left, const jobs::Artifact& right) {
    return left.range && right.range && left.range->start < right.range->start;
  });
  std::vector<jobs::ArtifactId> ids;
  for (const jobs::Artifact& artifact : artifacts) ids.push_back(artifact.id);
  return ids;
}

}  // namespace clipbox::http
