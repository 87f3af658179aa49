#include "media/cut/picture_compare.h"

#include <algorithm>
#include <functional>
#include <string_view>

namespace clipbox::media {
namespace {

constexpr int kBlock = 8;

struct Sums {
  double one = 0, other = 0, one_squared = 0, other_squared = 0, product = 0, count = 0;
};

Sums SumBlock(const AVFrame& one, const AVFrame& other, int left, int top) {
  Sums sums;
  for (int y = top; y < std::min(top + kBlock, one.height); ++y) {
    const std::uint8_t* a = one.data[0] + std::ptrdiff_t{y} * one.linesize[0];
    const std::uint8_t* b = other.data[0] + std::ptrdiff_t{y} * other.linesize[0];
    for (int x = left; x < std::min(left + kBlock, one.width); ++x) {
      sums.one += a[x];
      sums.other += b[x];
      sums.one_squared += a[x] * a[x];
      sums.other_squared += b[x] * b[x];
      sums.product += a[x] * b[x];
      sums.count += 1;
    }
  }
  return sums;
}

// Wang et al. 2004, with its constants for 8 bits.
double SimilarityOf(const Sums& sums) {
  constexpr double kC1 = (0.01 * 255) * (0.01 * 255);
  constexpr double kC2 = (0.03 * 255) * (0.03 * 255);
  const double one = sums.one / sums.count;
  const double other = sums.other / sums.count;
  const double one_variance = sums.one_squared / sums.count - one * one;
  const double other_variance = sums.other_squared / sums.count - other * other;
  const double covariance = sums.product / sums.count - one * other;
  return (2 * one * other + kC1) * (2 * covariance + kC2) /
         ((one * one + other * other + kC1) * (one_variance + other_variance + kC2));
}

}  // namespace

std::uint64_t HashPicture(const AVFrame& picture) {
  const auto format = static_cast<AVPixelFormat>(picture.format);
  std::uint64_t hash = static_cast<std::uint64_t>(picture.format) * 31 + static_cast<std::uint64_t>(picture.width);
  for (int plane = 0; plane < av_pix_fmt_count_planes(format); ++plane) {
    const bool chroma = plane == 1 || plane == 2;
    const AVPixFmtDescriptor* shape = av_pix_fmt_desc_get(format);
    const int rows = chroma ? AV_CEIL_RSHIFT(picture.height, shape->log2_chroma_h) : picture.height;
    const auto bytes = static_cast<std::size_t>(av_image_get_linesize(format, picture.width, plane));
    for (int y = 0; y < rows; ++y) {
      const auto* row =
          reinterpret_cast<const char*>(picture.data[plane] + std::ptrdiff_t{y} * picture.linesize[plane]);
      hash = hash * 1'099'511'628'211u + std::hash<std::string_view>{}({row, bytes});
    }
  }
  return hash;
}

double Similarity(const AVFrame& one, const AVFrame& other) {
  if (one.width != other.width || one.height != other.height) return 0;
  double sum = 0;
  int blocks = 0;
  for (int top = 0; top < one.height; top += kBlock) {
    for (int left = 0; left < one.width; left += kBlock, ++blocks) sum += SimilarityOf(SumBlock(one, other, left, top));
  }
  return blocks == 0 ? 0 : sum / blocks;
}

}  // namespace clipbox::media
