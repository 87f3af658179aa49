#include "media/look/thumbnail.h"

#include <cstdlib>

namespace clipbox::media {
namespace {

std::vector<std::uint8_t> CopyPlane(const av::Frame& picture, int plane) {
  std::vector<std::uint8_t> samples;
  samples.reserve(static_cast<std::size_t>(Thumbnail::kWidth) * Thumbnail::kHeight);
  for (int y = 0; y < Thumbnail::kHeight; ++y) {
    const std::uint8_t* row = picture->data[plane] + y * picture->linesize[plane];
    samples.insert(samples.end(), row, row + Thumbnail::kWidth);
  }
  return samples;
}

double SumOfDifferences(const std::vector<std::uint8_t>& one, const std::vector<std::uint8_t>& other) {
  double sum = 0;
  for (std::size_t i = 0; i < one.size(); ++i) sum += std::abs(one[i] - other[i]);
  return sum;
}

}  // namespace

Thumbnail Thumbnailer::Shrink(const av::Frame& picture) {
  if (!graph_ || !graph_->Fits(*picture)) {
    graph_ =
        av::Graph::ForVideo(*picture, {1, 1000}, {0, 1},
                            "scale=" + std::to_string(Thumbnail::kWidth) + ":" + std::to_string(Thumbnail::kHeight) +
                                ":flags=fast_bilinear:out_range=tv,format=yuv444p");
  }
  graph_->Push(picture.get());
  av::Frame small;
  graph_->Pull(small);
  return {CopyPlane(small, 0), CopyPlane(small, 1), CopyPlane(small, 2)};
}

double Difference(const Thumbnail& one, const Thumbnail& other) {
  const double sum = SumOfDifferences(one.luma, other.luma) + SumOfDifferences(one.blue, other.blue) +
                     SumOfDifferences(one.red, other.red);
  return sum / (255.0 * static_cast<double>(one.luma.size()) * 1.5);
}

}  // namespace clipbox::media
