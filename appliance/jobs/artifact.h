// One thing that was made: its row, as the API shows it. Plain values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/time_range.h"
#include "jobs/ids.h"

namespace clipbox::jobs {

enum class ArtifactType {
  kClip,
  kGif,
  kWebp,
  kPoster,
  kStoryboard,
  kStoryboardVtt,
  kWaveform,
  kWaveformPeaks,
  kAudio,
  kCaptions,
  kProxy  // no result: a small film to look at while choosing
};

// `storyboard_vtt`: as in the database and the API.
std::string_view ToText(ArtifactType type);
std::optional<ArtifactType> ArtifactTypeFromText(std::string_view text);

// The recipe's word for what makes this type: `mp4`, `storyboard`.
std::string_view OutputWord(ArtifactType type);

// How it was made: the API's `method`.
enum class Method { kCopy, kSmart, kExact, kKeyframe, kRender };
std::string_view ToText(Method method);
std::optional<Method> MethodFromText(std::string_view text);

struct Artifact {
  ArtifactId id;
  JobId job_id;
  ArtifactType type = ArtifactType::kClip;
  std::string label;                     // a person's name for it, else the clip's; empty where there is none
  std::optional<base::TimeRange> range;  // as asked for; nothing for the whole video
  std::optional<double> duration_seconds;
  std::optional<int> width;
  std::optional<int> height;
  std::uint64_t size_bytes = 0;
  std::string content_type;
  std::string sha256;  // hex
  std::string key;     // r2Key
  Method method = Method::kRender;
  std::optional<std::string> reason;      // why this method: `not_available`, …
  std::optional<std::string> lost_sound;  // what a person is told where it lacks the sound that the source has
  std::string settings;                   // digest of those that it was made by; within a job a part of what it is
  std::string receipt;  // signed text, on its way into its own row; store::Artifacts::FindReceipt reads it
  base::Timestamp created_at{};
};

}  // namespace clipbox::jobs
