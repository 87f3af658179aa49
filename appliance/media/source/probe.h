// Opens a source, checks it against the limits and says what it is. Used by work's analysis and by `clipbox probe`; the
// first step of everything. Any thread; a call uses only its arguments.
#pragma once

#include <stop_token>
#include <vector>

#include "base/byte_source.h"
#include "media/source/limits.h"
#include "media/source/source_info.h"

namespace clipbox::media {

// Reads head and index, and decodes the first frame (position zero).
// Throws: Error kEmptyFile, kNotAVideo, kTruncated, kUnsupportedFormat, kUnsupportedCodec, kTooLong, kTooLarge,
// kTimeout, kCancelled, and what the source throws. The message is a sentence for the person whose file it is.
SourceInfo Probe(base::ByteSource& source, const Limits& limits, std::stop_token stop);

// Positions (seconds from zero) of the key frames that the container's index names, ascending; at most `most`. Exact
// for MP4 and MOV, partial or empty elsewhere. Throws: as Probe.
std::vector<double> KeyFramePositions(base::ByteSource& source, const SourceInfo& info, const Limits& limits,
                                      std::size_t most, std::stop_token stop);

}  // namespace clipbox::media
