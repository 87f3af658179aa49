// The files of captions that are made of a span's cues. Where cues come from (a file beside the film, the film itself,
// speech) is decided by who calls. Any thread.
#pragma once

#include <filesystem>
#include <vector>

#include "base/time_range.h"
#include "jobs/captions.h"
#include "media/maker/span.h"
#include "media/source/source_info.h"
#include "media/source/stretch.h"

namespace clipbox::media {

// What a span covers: its clip, or the whole video.
base::TimeRange StretchOf(const Span& span, const SourceInfo& info);

// Two files of type `captions`: WebVTT under the span's own label, SubRip under that label and `srt`, for an artifact's
// label is its own within a job. `cues`: of the span, timed from its start. Throws: Error kStorageFull, kInputOutput.
std::vector<Made> WriteCaptions(const std::vector<jobs::Cue>& cues, const Span& span, const SourceInfo& info,
                                const std::filesystem::path& out_dir);

// The label of the SubRip file beside a WebVTT of this label: `intro srt`, `srt`.
std::string SubRipLabel(const std::string& label);

}  // namespace clipbox::media
