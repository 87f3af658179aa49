// The checks that need no demuxer, made by the probe before libav sees a byte. Any thread.
#pragma once

#include "base/byte_source.h"
#include "media/source/limits.h"

namespace clipbox::media {

// An empty file, a text with a film's name, a container that ends before it says it does.
// Throws: Error kEmptyFile, kNotAVideo, kUnsupportedFormat (a playlist or script), kTruncated; what the source throws.
// Silent about everything that a demuxer should judge.
void RefuseWhatIsNoFilm(base::ByteSource& source);

// An MP4 or MOV that promises too many frames: a few bytes may promise so many that libav's index of them takes
// gigabytes. Throws: Error kTooLarge for a track with more than `limits.max_frames` frames of picture, or four times as
// many packets of sound; what the source throws. Silent about everything that a demuxer should judge.
void RefusePromisedFrames(base::ByteSource& source, const Limits& limits);

// The refusal of that many frames.
[[noreturn]] void ThrowTooManyFrames(std::uint64_t frames, const Limits& limits);

}  // namespace clipbox::media
