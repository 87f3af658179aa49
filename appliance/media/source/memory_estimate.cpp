#include "media/source/memory_estimate.h"

#include <algorithm>

namespace clipbox::media {
namespace {

// H.264 table A-1, level 6.2: pixels of all pictures that a conforming stream may ask to be kept. HEVC's bound is near
// it.
constexpr std::int64_t kMaxKeptPixels = std::int64_t{696'320} * 256;
constexpr std::int64_t kMaxKeptPictures = 16;
constexpr std::int64_t kMinKeptPictures = 6;
// VP8, VP9 and AV1 name eight pictures whatever their size.
constexpr std::int64_t kKeptByVp9 = 8;
constexpr double kBytesPerPixel = 1.5;  // 4:2:0
constexpr double kBytesPerThread = 10e6;

// Bytes for each pixel of the picture that x264 `veryfast` holds, measured from 4096×2304 to 7680×4320. It keeps ten
// pictures of look-ahead and three B-frames. The second thread brings the look-ahead's own.
double EncoderBytesPerPixel(int threads, bool one_picture_at_a_time) {
  if (one_picture_at_a_time) return 19;
  return threads == 1 ? 66 : 87 + 8.0 * (threads - 2);
}

std::int64_t KeptPictures(const VideoStream& video, std::int64_t pixels) {
  const bool names_eight = video.codec == "vp8" || video.codec == "vp9" || video.codec == "av1";
  return std::clamp(kMaxKeptPixels / pixels, names_eight ? kKeptByVp9 : kMinKeptPictures, kMaxKeptPictures);
}

}  // namespace

std::uint64_t EstimateMemory(const SourceInfo& info, int threads, bool one_picture_at_a_time) {
  if (!info.video) return 0;
  const std::int64_t pixels = std::max<std::int64_t>(1, std::int64_t{info.video->width} * info.video->height);
  const double decoded = static_cast<double>(KeptPictures(*info.video, pixels) + threads + 2) * kBytesPerPixel *
                         (info.video->bit_depth > 8 ? 2 : 1);
  const double per_pixel = decoded + EncoderBytesPerPixel(threads, one_picture_at_a_time);
  return static_cast<std::uint64_t>(static_cast<double>(pixels) * per_pixel + kBytesPerThread * threads);
}

Means ChooseMeans(const SourceInfo& info, int threads, std::uint64_t max_bytes) {
  Means means;
  for (const bool one_at_a_time : {false, true}) {
    for (int tried = threads; tried >= 1; --tried) {
      means = {tried, one_at_a_time, EstimateMemory(info, tried, one_at_a_time)};
      if (means.bytes <= max_bytes) return means;
    }
  }
  return means;
}

}  // namespace clipbox::media
