#include "media/plan/plan.h"

#include <algorithm>

#include "base/text.h"
#include "media/cut/cut_choice.h"
#include "media/plan/clips.h"
#include "media/sound/audio_maker.h"

namespace clipbox::media {
namespace {

using base::ErrorCode;
using jobs::ArtifactType;
using jobs::Output;

bool Wants(const jobs::Recipe& recipe, Output output) { return recipe.outputs.contains(output); }

// What is made of each clip, in the order in which people look at it.
std::vector<ArtifactType> ClipOutputs(const jobs::Recipe& recipe) {
  std::vector<ArtifactType> types;
  if (Wants(recipe, Output::kMp4)) types.push_back(ArtifactType::kClip);
  if (Wants(recipe, Output::kGif)) types.push_back(ArtifactType::kGif);
  if (Wants(recipe, Output::kWebp)) types.push_back(ArtifactType::kWebp);
  if (Wants(recipe, Output::kPoster)) types.push_back(ArtifactType::kPoster);
  if (Wants(recipe, Output::kAudio)) types.push_back(ArtifactType::kAudio);
  if (Wants(recipe, Output::kCaptions)) types.push_back(ArtifactType::kCaptions);
  return types;
}

std::vector<ArtifactType> WholeOutputs(const jobs::Recipe& recipe, bool has_clips) {
  std::vector<ArtifactType> types;
  if (Wants(recipe, Output::kStoryboard)) types.push_back(ArtifactType::kStoryboard);
  if (Wants(recipe, Output::kPoster)) types.push_back(ArtifactType::kPoster);
  if (Wants(recipe, Output::kWaveform))
    types.insert(types.end(), {ArtifactType::kWaveform, ArtifactType::kWaveformPeaks});
  if (Wants(recipe, Output::kAudio) && !has_clips) types.push_back(ArtifactType::kAudio);
  if (Wants(recipe, Output::kCaptions) && !has_clips) types.push_back(ArtifactType::kCaptions);
  return types;
}

bool IsOfSound(ArtifactType type) {
  return type == ArtifactType::kAudio || type == ArtifactType::kWaveform || type == ArtifactType::kWaveformPeaks;
}

struct Refusal {
  ErrorCode code;
  std::string message;
};

std::optional<Refusal> Refuse(ArtifactType type, const std::optional<Clip>& clip, const SourceInfo& info) {
  if (clip && clip->start >= info.duration_seconds) {
    return Refusal{ErrorCode::kClipOutsideSource,
                   "the clip begins at " + base::PositionText(clip->start) + ", but the video ends at " +
                       base::PositionText(info.duration_seconds) + "; choose an earlier start"};
  }
  if (type == ArtifactType::kCaptions) return std::nullopt;  // whether there are any is known when they are looked for
  if (IsOfSound(type)) {
    if (const auto codec = info.unused_sound())
      return Refusal{ErrorCode::kUnsupportedCodec,
                     "the sound of this file is coded as " + *codec + ", which clipbox cannot decode"};
    if (!info.audio) return Refusal{ErrorCode::kNoAudio, "this video has no sound that could be taken out"};
  } else if (!info.video) {
    return Refusal{ErrorCode::kNoVideo, "this file has no picture, only sound: audio and waveform can be made of it"};
  }
  return std::nullopt;
}

// Of a file of sound alone: its sound in the place of clips, its waveform in the place of pictures. What was asked for
// is refused by name all the same, but whoever takes a preset that is made for films has something.
jobs::Recipe WithWhatSoundGives(jobs::Recipe recipe) {
  if (Wants(recipe, Output::kMp4)) recipe.outputs.insert(Output::kAudio);
  if (Wants(recipe, Output::kPoster) || Wants(recipe, Output::kStoryboard)) recipe.outputs.insert(Output::kWaveform);
  return recipe;
}

void AddSpan(Plan& plan, Span span, const std::vector<ArtifactType>& types, const SourceInfo& info) {
  for (const ArtifactType type : types) {
    const auto refusal = Refuse(type, span.clip, info);
    if (!refusal) {
      span.outputs.push_back(type);
      continue;
    }
    if (type == ArtifactType::kWaveformPeaks) continue;  // the waveform says it already
    plan.failed.push_back(ShortfallOf(span, type, refusal->code, refusal->message));
  }
  if (!span.outputs.empty()) plan.spans.push_back(std::move(span));
}

// Clips that are mute although the source is not.
std::vector<Shortfall> MuteClips(const std::vector<Span>& spans, const SourceInfo& info) {
  std::vector<Shortfall> mute;
  const std::optional<std::string> codec = info.unused_sound();
  for (const Span& span : spans) {
    if (!codec || std::find(span.outputs.begin(), span.outputs.end(), ArtifactType::kClip) == span.outputs.end())
      continue;
    mute.push_back(
        ShortfallOf(span, ArtifactType::kClip, ErrorCode::kUnsupportedCodec,
                    "it has no sound: the sound of this file is coded as " + *codec + ", which clipbox cannot decode"));
  }
  return mute;
}

std::string FileStem(std::size_t number, const std::string& label) {
  const std::string digits = (number < 10 ? "0" : "") + std::to_string(number);
  const std::string slug = Slug(label);
  return slug.empty() ? digits : digits + "-" + slug;
}

}  // namespace

bool NeedsSceneChanges(const jobs::Recipe& recipe, const SourceInfo& info,
                       const std::vector<jobs::Chapter>& description_chapters) {
  if (!info.video || recipe.clips || ClipOutputs(recipe).empty()) return false;
  if (info.duration_seconds <= recipe.automatic.max_seconds) return false;
  return recipe.automatic.from != jobs::AutoFrom::kEven && !HasChapterClips(recipe, info, description_chapters);
}

Plan MakePlan(const jobs::Recipe& asked, const SourceInfo& info, const std::vector<jobs::Chapter>& description_chapters,
              const std::vector<SceneChange>& scenes) {
  const jobs::Recipe recipe = info.video || !info.audio ? asked : WithWhatSoundGives(asked);
  Plan plan;
  // Clips that nobody typed are no use without a picture: sound alone is taken as a whole.
  const bool automatic_sound = !recipe.clips && !info.video;
  ResolvedClips resolved;
  if (!automatic_sound) resolved = ResolveClips(recipe, info, description_chapters, scenes);
  const std::vector<Clip>& clips = resolved.clips;
  const std::vector<ArtifactType> per_clip = ClipOutputs(recipe);
  if (resolved.fewer && !per_clip.empty()) {
    plan.failed.push_back({per_clip.front(), "", ErrorCode::kClipOutsideSource, *resolved.fewer});
  }
  for (std::size_t i = 0; i < clips.size(); ++i)
    AddSpan(plan, {clips[i], {}, FileStem(i + 1, clips[i].label)}, per_clip, info);
  std::vector<ArtifactType> whole = WholeOutputs(recipe, !clips.empty());
  if (automatic_sound) {
    for (const ArtifactType type : per_clip) {
      if (std::find(whole.begin(), whole.end(), type) == whole.end()) whole.push_back(type);
    }
  }
  AddSpan(plan, {std::nullopt, {}, "video"}, whole, info);
  plan.lacking = MuteClips(plan.spans, info);
  return plan;
}

MethodAndReason ChooseMethod(ArtifactType type, const jobs::Recipe& recipe, const SourceInfo& info) {
  if (type == ArtifactType::kClip) return ChooseCut(recipe, info);
  if (type != ArtifactType::kAudio) return {jobs::Method::kRender, std::nullopt};
  if (CanCopySound(info, recipe.audio.format)) return {jobs::Method::kCopy, Reason::kSameCodec};
  return {jobs::Method::kExact, Reason::kOtherCodec};
}

}  // namespace clipbox::media
