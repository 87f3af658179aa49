// Text subtitles out of a container. Their packets are text already, so no decoder is let near what somebody uploaded.
// Any thread.
#pragma once

#include <stop_token>
#include <vector>

#include "base/byte_source.h"
#include "base/time_range.h"
#include "jobs/captions.h"
#include "media/source/limits.h"
#include "media/source/source_info.h"

namespace clipbox::media {

// True where the file has a track of text subtitles (SubRip, WebVTT, MP4's timed text, ASS) among the streams that the
// probe listed.
bool HasEmbeddedCaptions(const SourceInfo& info);

// The cues of the default text track (else the first), as far as they lie in the range, timed from its start. Reads
// that stretch of the file; of an MP4 its subtitles alone. Requires: HasEmbeddedCaptions. Throws: Error kCancelled, and
// what the source throws.
std::vector<jobs::Cue> ReadEmbeddedCaptions(base::ByteSource& source, const SourceInfo& info, const Limits& limits,
                                            const base::TimeRange& range, std::stop_token stop);

}  // namespace clipbox::media
