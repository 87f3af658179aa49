// The checks that need no demuxer: an empty file, a text with a film's name, a container that ends before it says it
// does. Used by the probe before libav sees a byte. Any thread.
#pragma once

#include "base/byte_source.h"

namespace clipbox::media {

// Throws: Error kEmptyFile, kNotAVideo, kUnsupportedFormat (a playlist or script), kTruncated; what the source throws.
// Silent about everything that a demuxer should judge.
void RefuseWhatIsNoFilm(base::ByteSource& source);

}  // namespace clipbox::media
