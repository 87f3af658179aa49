// The sound of a stretch as speech recognisers want it. Used by work for captions from speech. Any thread.
#pragma once

#include <stop_token>
#include <string>

#include "base/byte_source.h"
#include "base/time_range.h"
#include "media/source/limits.h"
#include "media/source/source_info.h"
#include "media/source/stretch.h"

namespace clipbox::media {

// Bytes that one second takes: 16 kHz, one channel, 16 bits.
inline constexpr std::size_t kSpeechBytesPerSecond = 32'000;

struct SpeechSound {
  std::string wav;
  double seconds = 0;
};

// A WAV file of the stretch from its start, or of at most `most_seconds` of it. It then ends at the quietest moment
// near there, so that no word is cut in two. Requires: info.audio; that much fits into memory. Throws: Error
// kCancelled, and what the source throws.
SpeechSound ReadSpeech(base::ByteSource& source, const SourceInfo& info, const Limits& limits,
                       const base::TimeRange& stretch, double most_seconds, std::stop_token stop);

}  // namespace clipbox::media
