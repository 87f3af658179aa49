// What is made: the stretches of a source with their outputs, and what becomes of each output. Used by all who plan and
// make. Plain values.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/time_range.h"
#include "jobs/artifact.h"
#include "jobs/recipe.h"
#include "media/maker/reason.h"

namespace clipbox::media {

// One stretch of the source, as asked for: so it goes into the artifact.
struct Clip : base::TimeRange {
  double to = 0;  // where the source lets it end, <= end
  std::string label;
  std::optional<jobs::Focus> focus{};  // its own, in place of the recipe's
};

// What one pass over the source makes: all outputs of one clip, or those of the whole video.
struct Span {
  std::optional<Clip> clip;  // nothing: the whole video
  std::vector<jobs::ArtifactType>
      outputs;            // a caller may take out what exists already; storyboard brings its storyboard_vtt
  std::string file_stem;  // unique in the plan, safe as a file name: `01-intro`, `video`
};

// The recipe with what the span's clip has of its own.
jobs::Recipe RecipeFor(const Span& span, jobs::Recipe recipe);

// How an output is made, as plans and artifacts say it.
struct MethodAndReason {
  jobs::Method method = jobs::Method::kRender;
  std::optional<Reason> reason;
};

// One file that was made and closed (not yet fsynced: it is on its way to a store).
struct Made {
  jobs::ArtifactType type = jobs::ArtifactType::kClip;
  std::string label;
  std::optional<base::TimeRange> range;  // as asked for
  std::optional<double> duration_seconds;
  std::optional<int> width;
  std::optional<int> height;
  std::string content_type;
  std::filesystem::path path;  // in out_dir; a storyboard_vtt names its sprite by that file name
  jobs::Method method = jobs::Method::kRender;
  std::optional<Reason> reason;
  bool encodes_sound = false;             // has sound that went through an encoder
  std::optional<std::string> lost_sound;  // its source has some, which turned out to be damaged: what a person is told
};

// As everybody is told of it; without what it is by where it lies: id, job, key, size and digest.
jobs::Artifact ArtifactOf(const Made& made);

// Which encoders wrote it, with their versions: `libx264 (x264 core 164 r3095 baee400)`, `aac (Lavc 59.37.100)`. None
// where everything was copied or is text. For receipts; any thread.
std::vector<std::string> EncodersOf(const Made& made);

// How one output falls short of what was asked for: it is not made, or is made without its sound. Becomes a warning of
// the job.
struct Shortfall {
  jobs::ArtifactType type = jobs::ArtifactType::kClip;
  std::string label;
  base::ErrorCode code = base::ErrorCode::kInternal;
  std::string message;
};

// Of one that is made. Requires: it lost its sound.
inline Shortfall LostSoundOf(const Made& made) {
  return {made.type, made.label, base::ErrorCode::kUnsupportedCodec, made.lost_sound.value_or("")};
}

// Of an output of that span.
inline Shortfall ShortfallOf(const Span& span, jobs::ArtifactType type, base::ErrorCode code, std::string message) {
  return {type, span.clip ? span.clip->label : "", code, std::move(message)};
}

// Of one that somebody took out while it was made.
inline Shortfall LeftOutOf(const Span& span, jobs::ArtifactType type) {
  return ShortfallOf(span, type, base::ErrorCode::kCancelled, "it was left out while the job was made");
}

}  // namespace clipbox::media
