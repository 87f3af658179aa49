// Where the captions of a span come from: the file that was put beside the job, the text that the source carries, or
// speech. The recipe's `captions.from` says where to begin looking, in this order; the first that there is counts. Any
// thread.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "base/time_range.h"
#include "jobs/captions.h"
#include "jobs/recipe.h"
#include "media/source/limits.h"
#include "media/span/captions.h"
#include "media/span/run.h"
#include "speech/transcriber.h"

namespace clipbox::work {

enum class CaptionSource { kNone, kSidecar, kEmbedded, kSpeech };

struct CaptionChoice {
  CaptionSource source = CaptionSource::kNone;
  std::string sidecar;  // text of the file
  std::string id;       // tells these captions from others: part of what an artifact with them is
};

// True where something of the span has captions in it.
bool WantsCaptions(const media::Span& span, const jobs::Recipe& recipe);

// `sidecar`: the job's captions file; empty where there is none.
CaptionChoice ChooseCaptions(jobs::CaptionsFrom from, const std::string& sidecar, const media::SourceInfo& info,
                             const speech::Transcriber& transcriber);

struct CaptionTools {
  base::ByteSource& source;
  const media::SourceInfo& info;
  const media::Limits& limits;
  const speech::Transcriber& transcriber;
  std::stop_token stop;
};

// The cues of a stretch, timed from its start. Speech is heard in pieces of ten minutes.
// Throws: Error kSpeechFailed, kCancelled, and what the source throws.
std::vector<jobs::Cue> GetCues(const CaptionChoice& choice, const base::TimeRange& stretch, const CaptionTools& tools);

// Makes the outputs of a span, with captions among them or drawn into them, in `folder`. What is text is written at
// once, the rest comes from one pass over the source. Captions that are not there or not heard are a failed output. A
// clip into which they should be drawn is made without them if there are none. If speech failed it is not made, so that
// it is tried again. Throws: as media::RunSpan and GetCues, but for kSpeechFailed.
media::SpanResult MakeWithCaptions(media::Span span, const jobs::Recipe& recipe, const CaptionChoice& choice,
                                   const CaptionTools& tools, const std::filesystem::path& folder,
                                   media::RunSettings run, const media::RunCallbacks& callbacks);

}  // namespace clipbox::work
