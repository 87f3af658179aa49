#include "media/encoders.h"

#include "av/version.h"

namespace clipbox::media {
namespace {

using jobs::ArtifactType;

std::vector<std::string> NamesOf(const jobs::Artifact& artifact) {
  switch (artifact.type) {
    case ArtifactType::kClip: return {"libx264", "aac"};
    case ArtifactType::kGif: return {"gif"};
    case ArtifactType::kWebp: return {"libwebp_anim"};
    case ArtifactType::kPoster:
    case ArtifactType::kStoryboard: return {"mjpeg"};
    case ArtifactType::kWaveform: return {"png"};
    case ArtifactType::kAudio:
      if (artifact.content_type == "audio/mpeg") return {"libmp3lame"};
      return {artifact.content_type == "audio/ogg" ? "libopus" : "aac"};
    default: return {};
  }
}

}  // namespace

std::vector<std::string> EncodersOf(const jobs::Artifact& artifact) {
  const bool copied = artifact.method == jobs::Method::kCopy || artifact.method == jobs::Method::kKeyframe;
  std::vector<std::string> texts;
  if (copied) return texts;
  for (const std::string& name : NamesOf(artifact)) texts.push_back(av::EncoderText(name));
  return texts;
}

}  // namespace clipbox::media
