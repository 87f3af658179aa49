#include "media/picture/picture_score.h"

#include <cmath>
#include <cstdlib>

namespace clipbox::media {
namespace {

constexpr double kDarkMean = 28;  // of luma 16 to 235
constexpr double kBrightMean = 225;
constexpr double kFlatDeviation = 6;

std::vector<std::uint8_t> CopyPlane(const av::Frame& picture, int plane) {
  std::vector<std::uint8_t> samples;
  samples.reserve(static_cast<std::size_t>(Thumbnail::kWidth * Thumbnail::kHeight));
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

// The mean step from a sample to its right neighbour.
double Detail(const std::vector<std::uint8_t>& luma) {
  double sum = 0;
  for (std::size_t i = 1; i < luma.size(); ++i) sum += std::abs(luma[i] - luma[i - 1]);
  return sum / static_cast<double>(luma.size());
}

}  // namespace

Thumbnail Thumbnailer::Shrink(const av::Frame& picture) {
  if (!graph_ || !graph_->Fits(*picture)) {
    graph_ = av::Graph::ForVideo(*picture, {1, 1000}, {0, 1},
                                 "scale=" + std::to_string(Thumbnail::kWidth) + ":" + std::to_string(Thumbnail::kHeight) +
                                     ":flags=fast_bilinear:out_range=tv,format=yuv444p");
  }
  graph_->Push(picture.get());
  av::Frame small;
  graph_->Pull(small);
  return {CopyPlane(small, 0), CopyPlane(small, 1), CopyPlane(small, 2)};
}

double ScorePicture(const Thumbnail& thumbnail) {
  const auto count = static_cast<double>(thumbnail.luma.size());
  double sum = 0;
  double squares = 0;
  for (const std::uint8_t sample : thumbnail.luma) {
    sum += sample;
    squares += static_cast<double>(sample) * sample;
  }
  const double mean = sum / count;
  const double deviation = std::sqrt(std::max(0.0, squares / count - mean * mean));
  const bool empty = mean < kDarkMean || mean > kBrightMean || deviation < kFlatDeviation;
  const double score = deviation + 2 * Detail(thumbnail.luma);
  return empty ? score / 100 : score;
}

double Difference(const Thumbnail& one, const Thumbnail& other) {
  const double sum = SumOfDifferences(one.luma, other.luma) + SumOfDifferences(one.blue, other.blue) + SumOfDifferences(one.red, other.red);
  return sum / (255.0 * static_cast<double>(one.luma.size()) * 1.5);
}

}  // namespace clipbox::media
