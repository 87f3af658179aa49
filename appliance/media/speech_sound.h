// The sound of a stretch as speech recognisers want it. Used by work for captions from speech. Any thread.
#pragma once

#include <stop_token>
#include <string>

#include "base/byte_source.h"
#include "media/limits.h"
#include "media/source_info.h"
#include "media/stretch.h"

namespace clipbox::media {

// Bytes that one second takes: 16 kHz, one channel, 16 bits.
inline constexpr std::size_t kSpeechBytesPerSecond = 32'000;

// A WAV file of the stretch. Requires: info.audio; the file fits into memory. Throws: Error kCancelled, and what the source throws.
std::string SpeechWav(base::ByteSource& source, const SourceInfo& info, const Limits& limits, const Stretch& stretch, std::stop_token stop);

}  // namespace clipbox::media
