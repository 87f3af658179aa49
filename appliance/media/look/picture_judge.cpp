#include "media/look/picture_judge.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "media/picture/picture_filters.h"

namespace clipbox::media {
namespace {

// So wide that a blur is still one, and that grain is none any more.
constexpr const char* kShrink = "scale=w=min(480\\,iw):h=-1:flags=area:out_range=tv,format=yuv420p";
constexpr double kTail = 0.02;  // of the samples at both ends say nothing: borders, a logo, a lamp
constexpr double kVideoRange = 219;
constexpr int kGrain = 4;  // what a sample may differ from its neighbours' mean, four times, without being an edge
constexpr double kUsualEdge = 3;  // the mean excess over that in a picture that is neither sharp nor blurred

using Histogram = std::array<double, 256>;  // shares

Histogram Count(const AVFrame& picture) {
  Histogram shares{};
  const double each = 1.0 / (static_cast<double>(picture.width) * picture.height);
  for (int y = 0; y < picture.height; ++y) {
    const std::uint8_t* row = picture.data[0] + y * picture.linesize[0];
    for (int x = 0; x < picture.width; ++x) shares[row[x]] += each;
  }
  return shares;
}

// The luma that so large a share of the samples lies below.
int Percentile(const Histogram& shares, double share) {
  double sum = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    sum += shares[i];
    if (sum > share) return static_cast<int>(i);
  }
  return 255;
}

// 1 for a picture in the middle of the range, next to nothing for a black or white one.
double Exposure(const Histogram& shares) {
  double mean = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) mean += shares[i] * static_cast<double>(i);
  return std::clamp((mean - 20) / 50, 0.01, 1.0) * std::clamp((232 - mean) / 40, 0.01, 1.0);
}

// How much of the range from black to white is used: a fade uses less and less of it.
double Contrast(const Histogram& shares) {
  return std::min(1.0, (Percentile(shares, 1 - kTail) - Percentile(shares, kTail)) / kVideoRange);
}

// Of 0 to 1: how evenly the tones are used (Shannon's entropy).
double Richness(const Histogram& shares) {
  double bits = 0;
  for (const double share : shares) bits -= share > 0 ? share * std::log2(share) : 0;
  return bits / 8;
}

// Of 0 to 1, by the Laplacian: a blur has none.
double Sharpness(const AVFrame& picture) {
  double sum = 0;
  for (int y = 1; y + 1 < picture.height; ++y) {
    const std::uint8_t* row = picture.data[0] + y * picture.linesize[0];
    for (int x = 1; x + 1 < picture.width; ++x) {
      const int around = row[x - 1] + row[x + 1] + row[x - picture.linesize[0]] + row[x + picture.linesize[0]];
      sum += std::max(0, std::abs(4 * row[x] - around) - kGrain);
    }
  }
  const double mean = sum / (static_cast<double>(picture.width) * picture.height);
  return mean / (mean + kUsualEdge);
}

}  // namespace

double PictureJudge::Judge(const av::Frame& picture) {
  if (!graph_ || !graph_->Fits(*picture) || one_field_ != IsInterlaced(*picture)) {
    one_field_ = IsInterlaced(*picture);
    graph_ = av::Graph::ForVideo(*picture, {1, 1000}, {0, 1}, JoinFilters({OneFieldFilter(*picture), kShrink}));
  }
  graph_->Push(picture.get());
  av::Frame small;
  graph_->Pull(small);
  const Histogram shares = Count(*small);
  // Nothing of it is ever naught: of poor pictures, too, one is the best.
  return Exposure(shares) * (0.05 + 0.95 * Contrast(shares)) * (0.1 + 0.9 * Sharpness(*small)) *
         (0.5 + 0.5 * Richness(shares));
}

}  // namespace clipbox::media
