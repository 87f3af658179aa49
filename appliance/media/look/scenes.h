// Where the picture changes: starts of scenes, for automatic clips and suggestions. A film that is not too long is
// looked at frame by frame. Of a longer one the key frames are compared, as encoders put one at a cut. Where two
// differ, what lies between is looked at frame by frame. The greatest changes come first, as far as the bound on
// decoding goes. What is given is an exact frame either way. Any thread.
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <vector>

#include "base/byte_source.h"
#include "media/look/scene_detector.h"
#include "media/source/limits.h"
#include "media/source/source_info.h"

namespace clipbox::media {

// How a source is looked over. It is a help, not the work: what is not found within `most` is left out.
struct LookRequest {
  std::chrono::milliseconds most{};
  int threads = 1;
  // What may be decoded frame by frame: five minutes of 1080p at 30 frames a second, some ten seconds on two cores.
  double most_pixels = 1920.0 * 1080 * 30 * 300;
  std::stop_token stop{};
  std::function<void(double)> progress{};  // 0 to 1
};

// Ascending by position; empty where there is no video.
// Throws: Error kCancelled, and what the source throws.
std::vector<SceneChange> FindSceneChanges(base::ByteSource& source, const SourceInfo& info, const Limits& limits,
                                          const LookRequest& request);

// True where every frame is decoded for it, because the film has no more pixels than that.
bool LooksAtEveryFrame(const SourceInfo& info, const LookRequest& request);

// The time that looking over a source may take, by its length.
std::chrono::seconds MostForLooking(const SourceInfo& info);

}  // namespace clipbox::media
