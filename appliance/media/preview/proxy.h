// A proxy: a small film of a whole source, for a browser that cannot play the source itself. Its pictures are those of
// the source at the source's own times. So a place in one is that place in the other. Any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>

#include "base/byte_source.h"
#include "media/maker/span.h"
#include "media/picture/picture_filters.h"
#include "media/source/limits.h"
#include "media/source/source_info.h"

namespace clipbox::media {

struct ProxyRequest {
  std::filesystem::path path;  // an MP4 that is to be made
  int threads = 1;             // of the decoder and of the encoder
  Deadline deadline{};
  std::function<void(double)> progress{};  // 0 to 1, never going back; from the calling thread
  std::stop_token stop{};                  // the call returns within a second of a stop
};

// The largest even size of at most 480 lines that is not larger than the source, upright, with square pixels.
// Requires: info.video.
PictureSize ProxySize(const SourceInfo& info);

// H.264 of every picture, a key frame each half second and none that waits for a later one, stereo AAC, index first.
// HDR is brought to ordinary screens, interlaced pictures are made whole.
// Throws: Error kNoVideo, kTimeout, kTruncated where most pictures are damaged, kUnsupportedCodec for HDR without the
// filters for it, kCancelled, kStorageFull, and what the source throws. What is at `path` then is of no use.
Made MakeProxy(base::ByteSource& source, const SourceInfo& info, const Limits& limits, const ProxyRequest& request);

}  // namespace clipbox::media
