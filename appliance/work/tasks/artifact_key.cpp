#include "work/tasks/artifact_key.h"

#include "base/error.h"
#include "base/json.h"
#include "crypto/sha256.h"
#include "jobs/recipe_fields.h"
#include "jobs/upload_layout.h"

namespace clipbox::work {
namespace {

using base::Json;
using jobs::ArtifactType;

// Raised when the same settings make other bytes than before, so that old artifacts are not taken for new ones.
constexpr int kMakingVersion = 3;

// With other captions it is another artifact.
Json CaptionsIn(const jobs::Recipe& recipe, ArtifactType type, const std::string& captions_id) {
  const bool has_captions = type == ArtifactType::kCaptions || (type == ArtifactType::kClip && recipe.captions.burn);
  return has_captions ? Json(captions_id) : Json();
}

std::string ShortDigest(const Json& identity) { return crypto::Sha256Hex(base::DumpJson(identity)).substr(0, 16); }

std::string Digest(const jobs::Job& job, const jobs::Recipe& recipe, const SpanPayload& payload, ArtifactType type,
                   const std::string& captions_id) {
  const media::Span& span = payload.span;
  const Json clip = span.clip ? Json{span.clip->start, span.clip->end, span.clip->label} : Json();
  const ArtifactType folder = type == ArtifactType::kStoryboardVtt ? ArtifactType::kStoryboard : type;
  const Json identity = {kMakingVersion,
                         *job.source_key,
                         payload.source_etag,
                         jobs::ToText(folder),
                         clip,
                         jobs::KeySettings(recipe, type),
                         CaptionsIn(recipe, type, captions_id)};
  return ShortDigest(identity);
}

std::string_view EndingOf(jobs::SoundFile file) {
  switch (file) {
    case jobs::SoundFile::kM4a: return ".m4a";
    case jobs::SoundFile::kOpus: return ".opus";
    case jobs::SoundFile::kMp3: return ".mp3";
  }
  return "";
}

std::string_view EndingOf(ArtifactType type, const jobs::Recipe& recipe) {
  switch (type) {
    case ArtifactType::kClip: return ".mp4";
    case ArtifactType::kGif: return ".gif";
    case ArtifactType::kPoster: return "-poster.jpg";
    case ArtifactType::kStoryboard: return "-storyboard.jpg";
    case ArtifactType::kStoryboardVtt: return "-storyboard.vtt";
    case ArtifactType::kAudio: return EndingOf(recipe.audio.format);
    case ArtifactType::kWebp: return ".webp";
    case ArtifactType::kWaveform: return "-waveform.png";
    case ArtifactType::kWaveformPeaks: return "-waveform.json";
    case ArtifactType::kCaptions: return ".vtt";
    case ArtifactType::kProxy: return "-proxy.mp4";
  }
  return "";
}

}  // namespace

std::string SettingsDigest(const jobs::Recipe& recipe, ArtifactType type) {
  return ShortDigest(jobs::KeySettings(recipe, type));
}

std::string ArtifactFileName(const media::Span& span, ArtifactType type, const jobs::Recipe& recipe) {
  return span.file_stem + std::string(EndingOf(type, recipe));
}

std::string ArtifactKey(const KeyPlace& place, const jobs::Job& job, const jobs::Recipe& recipe,
                        const SpanPayload& payload, ArtifactType type, const std::string& captions_id) {
  if (!job.source_key) throw base::Error(base::ErrorCode::kSourceMissing, "The job has no source.");
  return place.prefix + "artifacts/" + job.id.value + "/" + Digest(job, recipe, payload, type, captions_id) + "-" +
         jobs::KeyTag(place.installation_token) + "/" + ArtifactFileName(payload.span, type, recipe);
}

}  // namespace clipbox::work
