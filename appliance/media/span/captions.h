// Captions of a source: those that the file carries as text, and the files that are made of a span's cues. Where cues
// come from (a file beside it, the source, speech) is decided by who calls. Any thread.
#pragma once

#include <filesystem>
#include <stop_token>
#include <vector>

#include "base/byte_source.h"
#include "jobs/captions.h"
#include "media/plan/plan.h"
#include "media/source/limits.h"
#include "media/source/stretch.h"
#include "media/span/run.h"

namespace clipbox::media {

// True where the file has a track of text subtitles (SubRip, WebVTT, MP4's timed text, ASS) among the streams that the
// probe listed.
bool HasEmbeddedCaptions(const SourceInfo& info);

// The cues of the default text track (else the first), as far as they lie in [start, end), timed from `start`. Reads
// that stretch of the file; of an MP4 its subtitles alone. Requires: HasEmbeddedCaptions. Throws: Error kCancelled, and
// what the source throws.
std::vector<jobs::Cue> ReadEmbeddedCaptions(base::ByteSource& source, const SourceInfo& info, const Limits& limits,
                                            double start, double end, std::stop_token stop);

// What a span covers: its clip, or the whole video.
Stretch StretchOf(const Span& span, const SourceInfo& info);

// Two files of type `captions`: WebVTT under the span's own label, SubRip under that label and `srt`, for an artifact's
// label is its own within a job. `cues`: of the span, timed from its start. Throws: Error kStorageFull, kInputOutput.
std::vector<Made> WriteCaptions(const std::vector<jobs::Cue>& cues, const Span& span, const SourceInfo& info,
                                const std::filesystem::path& out_dir);

// The label of the SubRip file beside a WebVTT of this label: `intro srt`, `srt`.
std::string SubRipLabel(const std::string& label);

}  // namespace clipbox::media
