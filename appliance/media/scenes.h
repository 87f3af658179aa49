// Where the picture changes: starts of scenes, for automatic clips. Looks at key frames alone (encoders put one at a cut), at most
// some hundreds over the whole film, then finds the exact frame of the greatest changes. Any thread.
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <vector>

#include "base/byte_source.h"
#include "media/limits.h"
#include "media/source_info.h"

namespace clipbox::media {

struct SceneChange {
  double position = 0;  // seconds from zero: the first frame of the new scene
  double strength = 0;  // 0 to 1
  bool operator==(const SceneChange&) const = default;
};

// Ascending by position; empty where there is no video. Scenes are a help, not the work: what is not found within `most` is left out.
// `progress` is called with 0 to 1.
// Throws: Error kCancelled, and what the source throws.
std::vector<SceneChange> FindSceneChanges(base::ByteSource& source, const SourceInfo& info, const Limits& limits,
                                          std::chrono::milliseconds most, std::stop_token stop, const std::function<void(double)>& progress = {});

}  // namespace clipbox::media
