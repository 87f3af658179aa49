#include "jobs/artifact.h"

namespace clipbox::jobs {
namespace {

constexpr std::array<std::string_view, 11> kTypes = {
    "clip",           "gif",   "webp",     "poster", "storyboard", "storyboard_vtt", "waveform",
    "waveform_peaks", "audio", "captions", "proxy"};
constexpr std::array<std::string_view, 5> kMethods = {"copy", "smart", "exact", "keyframe", "render"};

template <class Enum, std::size_t N>
std::optional<Enum> FromText(const std::array<std::string_view, N>& names, std::string_view text) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view ToText(ArtifactType type) { return kTypes[static_cast<std::size_t>(type)]; }
std::optional<ArtifactType> ArtifactTypeFromText(std::string_view text) { return FromText<ArtifactType>(kTypes, text); }
std::string_view OutputWord(ArtifactType type) {
  if (type == ArtifactType::kClip) return "mp4";
  return ToText(type == ArtifactType::kStoryboardVtt ? ArtifactType::kStoryboard : type);
}
std::string_view ToText(Method method) { return kMethods[static_cast<std::size_t>(method)]; }
std::optional<Method> MethodFromText(std::string_view text) { return FromText<Method>(kMethods, text); }

}  // namespace clipbox::jobs
