// How much memory the pictures of one span take, and the means that keep it within `media.max_memory`. First come fewer
// threads, then an encoder that looks at one picture at a time. Pure.
#pragma once

#include <cstdint>

#include "media/source/source_info.h"

namespace clipbox::media {

// How one span works within its memory.
struct Means {
  int threads = 1;  // of the decoder and of the encoder
  bool one_picture_at_a_time =
      false;                // the encoder looks ahead at nothing: a third of the memory, a clip up to twice the size
  std::uint64_t bytes = 0;  // the estimate; more than what is allowed where nothing fits
};

// Decoder, filters and encoder together, at worst: with all the pictures that the codec lets a stream refer to. Without
// video 0. Measured in MB, and beside it the estimate (2 cores, FFmpeg 5.1, x264 164).
// - 4096×2304 of 8 bits, 2 threads: 1,130 and 1,140. Of 10 bits: 1,230 and 1,420.
// - 7680×4320, one picture at a time: 1,085 and 1,250.
std::uint64_t EstimateMemory(const SourceInfo& info, int threads, bool one_picture_at_a_time);

// The fastest means of at most `threads` that fit `max_bytes`; the smallest of all where none does.
Means ChooseMeans(const SourceInfo& info, int threads, std::uint64_t max_bytes);

}  // namespace clipbox::media
