#include "media/memory_estimate.h"

#include <algorithm>

namespace clipbox::media {
namespace {

constexpr std::int64_t kPixelsOf4K = std::int64_t{4096} * 2304;
// H.264 table A-1, level 6.2: decoded pictures that a conforming stream may ask to be kept, in macroblocks.
constexpr std::int64_t kMostKeptMacroblocks = 696'320;
constexpr std::int64_t kMostKeptPictures = 16;

}  // namespace

int LookaheadFor(std::int64_t pixels) { return pixels > kPixelsOf4K ? 4 : 20; }

std::uint64_t EstimateMemory(const SourceInfo& info, int threads) {
  const std::int64_t pixels = std::int64_t{info.video->width} * info.video->height;
  const std::int64_t macroblocks = std::max<std::int64_t>(1, pixels / 256);
  const std::int64_t decoded = std::min(kMostKeptPictures, kMostKeptMacroblocks / macroblocks) + threads + 3;
  const std::int64_t encoded = LookaheadFor(pixels) + threads + 8;
  const std::int64_t source_bytes = pixels * 3 / 2 * (info.video->bit_depth > 8 ? 2 : 1);
  return static_cast<std::uint64_t>(decoded * source_bytes + encoded * pixels * 3 / 2);
}

}  // namespace clipbox::media
