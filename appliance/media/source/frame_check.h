// How many frames an MP4 or MOV promises, before libav builds its index of them: a few bytes may promise so many that
// the index alone takes gigabytes. Used by the probe. Any thread.
#pragma once

#include "base/byte_source.h"
#include "media/source/limits.h"

namespace clipbox::media {

// Throws: Error kTooLarge where a track says it has more than `limits.max_frames` frames of picture, or four times as
// many packets of sound; what the source throws. Silent about everything that a demuxer should judge.
void RefusePromisedFrames(base::ByteSource& source, const Limits& limits);

// The refusal of that many frames.
[[noreturn]] void ThrowTooManyFrames(std::uint64_t frames, const Limits& limits);

}  // namespace clipbox::media
