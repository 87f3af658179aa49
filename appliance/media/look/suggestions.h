// What a source proposes for clips: scene changes, silences, loud stretches, key frames. One pass over it, kept by work
// in `source_analysis`; `clipbox probe --suggest` makes and shows them. Any thread.
#pragma once

#include <vector>

#include "base/byte_source.h"
#include "base/json.h"
#include "base/time_range.h"
#include "media/look/scenes.h"
#include "media/look/sound_levels.h"

namespace clipbox::media {

struct Suggestions {
  std::vector<SceneChange> scenes;
  std::vector<base::TimeRange> silences;
  std::vector<base::TimeRange> loud;
  std::vector<double> key_frames;  // of the container's index
  bool operator==(const Suggestions&) const = default;
};

// A film whose every frame is looked at (LooksAtEveryFrame) is read once for pictures and sound. Of a longer one the
// sound is decoded by itself, and pictures as FindSceneChanges does. `known`: scenes that were found before. Throws:
// Error kCancelled, and what the source throws.
Suggestions MakeSuggestions(base::ByteSource& source, const SourceInfo& info, const Limits& limits,
                            const LookRequest& request, const std::vector<SceneChange>* known = nullptr);

// `{scenes: [[position, strength]], silences: [[start, end]], loud, keyFrames}`
base::Json ToJson(const Suggestions& suggestions);
// Requires: made by ToJson. Throws: base::Json::exception.
Suggestions SuggestionsFromJson(const base::Json& json);

}  // namespace clipbox::media
