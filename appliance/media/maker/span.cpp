#include "media/maker/span.h"

#include "av/inventory.h"

namespace clipbox::media {
namespace {

using jobs::ArtifactType;
using jobs::Method;

std::vector<std::string> ClipEncoders(const Made& made) {
  const bool encodes_pictures =
      made.method == Method::kExact || (made.method == Method::kSmart && made.reason != Reason::kStartsAtKeyFrame);
  std::vector<std::string> names;
  if (encodes_pictures) names.push_back("libx264");
  if (made.encodes_sound) names.push_back("aac");
  return names;
}

std::vector<std::string> NamesOf(const Made& made) {
  switch (made.type) {
    case ArtifactType::kClip: return ClipEncoders(made);
    case ArtifactType::kProxy:
      return made.encodes_sound ? std::vector<std::string>{"libx264", "aac"} : std::vector<std::string>{"libx264"};
    case ArtifactType::kGif: return {"gif"};
    case ArtifactType::kWebp: return {"libwebp_anim"};
    case ArtifactType::kPoster:
    case ArtifactType::kStoryboard: return {"mjpeg"};
    case ArtifactType::kWaveform: return {"png"};
    case ArtifactType::kAudio:
      if (!made.encodes_sound) return {};
      if (made.content_type == "audio/mpeg") return {"libmp3lame"};
      return {made.content_type == "audio/ogg" ? "libopus" : "aac"};
    case ArtifactType::kStoryboardVtt:
    case ArtifactType::kWaveformPeaks:
    case ArtifactType::kCaptions: break;
  }
  return {};
}

}  // namespace

jobs::Recipe RecipeFor(const Span& span, jobs::Recipe recipe) {
  if (span.clip && span.clip->focus) recipe.mp4.focus = *span.clip->focus;
  return recipe;
}

jobs::Artifact ArtifactOf(const Made& made) {
  jobs::Artifact artifact;
  artifact.type = made.type;
  artifact.label = made.label;
  artifact.range = made.range;
  artifact.duration_seconds = made.duration_seconds;
  artifact.width = made.width;
  artifact.height = made.height;
  artifact.content_type = made.content_type;
  artifact.method = made.method;
  artifact.reason = ToText(made.reason);
  artifact.lost_sound = made.lost_sound;
  return artifact;
}

std::vector<std::string> EncodersOf(const Made& made) {
  std::vector<std::string> texts;
  for (const std::string& name : NamesOf(made)) texts.push_back(av::EncoderText(name));
  return texts;
}

}  // namespace clipbox::media
