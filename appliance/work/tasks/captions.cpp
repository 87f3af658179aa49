#include "work/tasks/captions.h"

#include <algorithm>

#include "base/error.h"
#include "crypto/sha256.h"
#include "media/sound/speech_sound.h"
#include "media/source/embedded_captions.h"

namespace clipbox::work {

using jobs::ArtifactType;

namespace {

// 19 MB of sound, below what the endpoints take; and no call lasts too long.
constexpr double kPieceSeconds = 600;
static_assert(kPieceSeconds * media::kSpeechBytesPerSecond < speech::Transcriber::kMaxBytes);
constexpr double kMinPieceSeconds = 0.1;  // what is shorter, the endpoints refuse

// What the endpoint gave is the endpoint's fault, not the job's.
std::vector<jobs::Cue> ParseHeard(const std::string& webvtt) {
  try {
    return jobs::ParseCaptions(webvtt);
  } catch (const base::Error& error) {
    throw base::Error(base::ErrorCode::kSpeechFailed,
                      std::string("the speech endpoint (captions.asr_url) gave no captions: ") + error.what());
  }
}

// Cues of one piece, timed from its start.
std::vector<jobs::Cue> CuesOf(const speech::Transcript& transcript) {
  if (!transcript.webvtt.empty()) return ParseHeard(transcript.webvtt);
  std::vector<jobs::Cue> cues;
  for (const speech::Segment& segment : transcript.segments) {
    jobs::Cue cue{segment, jobs::PlainCueText(segment.text)};
    if (cue.end > cue.start && !cue.text.empty()) cues.push_back(std::move(cue));
  }
  return cues;
}

std::vector<jobs::Cue> Hear(const base::TimeRange& stretch, const CaptionTools& tools) {
  std::vector<jobs::Cue> all;
  for (double at = stretch.start; stretch.end - at >= kMinPieceSeconds;) {
    const media::SpeechSound piece =
        media::ReadSpeech(tools.source, tools.info, tools.limits, {at, stretch.end}, kPieceSeconds, tools.stop);
    if (piece.seconds < kMinPieceSeconds) break;
    // A recogniser may go on talking where the sound has ended.
    for (const jobs::Cue& cue :
         jobs::CutCues(CuesOf(tools.transcriber.Transcribe(piece.wav, tools.stop)), {0, piece.seconds})) {
      const double offset = at - stretch.start;
      all.push_back({{cue.start + offset, cue.end + offset}, cue.text});
    }
    at += piece.seconds;
  }
  return all;
}

std::string WhyNone(const CaptionChoice& choice) {
  if (choice.source != CaptionSource::kNone) return "the captions say nothing in this stretch";
  return "there are no captions: put a file beside the video, or name a speech endpoint (captions.asr_url)";
}

// The span's cues; takes out of it what cannot be made without them.
std::vector<jobs::Cue> FindCues(media::Span& span, const jobs::Recipe& recipe, const CaptionChoice& choice,
                                const CaptionTools& tools, std::vector<media::Shortfall>& failed) {
  std::vector<jobs::Cue> cues;
  try {
    cues = GetCues(choice, media::StretchOf(span, tools.info), tools);
    if (!cues.empty()) return cues;
    failed.push_back(media::ShortfallOf(span, ArtifactType::kCaptions, base::ErrorCode::kNoCaptions, WhyNone(choice)));
  } catch (const base::Error& error) {
    if (error.code() != base::ErrorCode::kSpeechFailed) throw;
    const bool takes_clip = recipe.captions.burn && std::erase(span.outputs, ArtifactType::kClip) > 0;
    const bool takes_captions = std::count(span.outputs.begin(), span.outputs.end(), ArtifactType::kCaptions) > 0;
    if (takes_clip) failed.push_back(media::ShortfallOf(span, ArtifactType::kClip, error.code(), error.what()));
    if (takes_captions) failed.push_back(media::ShortfallOf(span, ArtifactType::kCaptions, error.code(), error.what()));
  }
  std::erase(span.outputs, ArtifactType::kCaptions);
  return cues;
}

}  // namespace

bool WantsCaptions(const media::Span& span, const jobs::Recipe& recipe) {
  return std::any_of(span.outputs.begin(), span.outputs.end(), [&](jobs::ArtifactType type) {
    return type == ArtifactType::kCaptions || (type == ArtifactType::kClip && recipe.captions.burn);
  });
}

CaptionChoice ChooseCaptions(jobs::CaptionsFrom from, const std::string& sidecar, const media::SourceInfo& info,
                             const speech::Transcriber& transcriber) {
  using jobs::CaptionsFrom;
  if (from == CaptionsFrom::kSidecar && !sidecar.empty())
    return {CaptionSource::kSidecar, sidecar, crypto::Sha256Hex(sidecar)};
  if (from != CaptionsFrom::kSpeech && media::HasEmbeddedCaptions(info))
    return {CaptionSource::kEmbedded, "", "embedded"};
  if (transcriber.configured() && info.audio) return {CaptionSource::kSpeech, "", "speech " + transcriber.model()};
  return {CaptionSource::kNone, "", "none"};
}

std::vector<jobs::Cue> GetCues(const CaptionChoice& choice, const base::TimeRange& stretch, const CaptionTools& tools) {
  if (tools.stop.stop_requested()) throw base::Error(base::ErrorCode::kCancelled, "reading the captions was cancelled");
  switch (choice.source) {
    case CaptionSource::kSidecar: return jobs::CutCues(jobs::ParseCaptions(choice.sidecar), stretch);
    case CaptionSource::kEmbedded:
      return media::ReadEmbeddedCaptions(tools.source, tools.info, tools.limits, stretch, tools.stop);
    case CaptionSource::kSpeech: return Hear(stretch, tools);
    case CaptionSource::kNone: break;
  }
  return {};
}

media::SpanResult MakeWithCaptions(media::Span span, const jobs::Recipe& recipe, const CaptionChoice& choice,
                                   const CaptionTools& tools, const std::filesystem::path& folder,
                                   media::RunSettings run, const media::RunCallbacks& callbacks) {
  std::vector<media::Shortfall> failed;
  if (WantsCaptions(span, recipe)) run.captions = FindCues(span, recipe, choice, tools, failed);
  const bool writes_captions = std::erase(span.outputs, ArtifactType::kCaptions) > 0;
  media::SpanResult result;
  if (!span.outputs.empty()) result = media::RunSpan(tools.source, tools.info, span, recipe, folder, run, callbacks);
  if (writes_captions) {
    for (media::Made& made : media::WriteCaptions(run.captions, span, tools.info, folder))
      result.made.push_back(std::move(made));
  }
  for (media::Shortfall& each : failed) result.failed.push_back(std::move(each));
  return result;
}

}  // namespace clipbox::work
