// Descriptions of filters, shared by all that make pictures: upright, square, even, in the right colours and shape.
// Pure.
#pragma once

#include <string>

#include "av/frame.h"
#include "jobs/recipe.h"
#include "media/source/source_info.h"

namespace clipbox::media {

struct PictureSize {
  int width = 0;
  int height = 0;
  bool operator==(const PictureSize&) const = default;
};

// Descriptions joined by commas, empty ones left out.
std::string JoinFilters(std::initializer_list<std::string> filters);

// The upright, square picture scaled down to at most `width`; never up.
PictureSize FitWidth(const SourceInfo& info, int width);

// Pictures per second of a moving picture: as asked, but never more than the source has.
double RateFor(const SourceInfo& info, double asked);

// What the clip's picture measures: as coded but upright and even. In another aspect it is cropped to it, or has its
// short side where the picture is padded. It is scaled down to `height`, never up.
PictureSize ClipSize(const SourceInfo& info, const jobs::Mp4Settings& mp4);

// From a decoded picture to the clip's: 8 bits, 4:2:0, video range.
std::string ClipFilters(const SourceInfo& info, const std::string& upright, const jobs::Mp4Settings& mp4);

// What a still picture is written as. JPEG and WebP know only the matrix of BT.601; JPEG in the full range, WebP in the
// video range. A tile is a part of a JPEG, of a picture many times its size. Averaging its pixels looks as lanczos
// does, at a third of the cost.
enum class Still { kJpeg, kTile, kWebp, kRgb };

// From a decoded picture to one of `size` in the colours of `still`.
std::string StillFilters(const SourceInfo& info, const std::string& upright, PictureSize size, Still still);

// HDR (PQ, HLG) to the range of ordinary screens, transparency over black; empty for ordinary pictures.
// Throws: Error kUnsupportedCodec for HDR where libavfilter was built without zscale.
std::string ToneFilters(const SourceInfo& info);

// Both fields of an interlaced picture to one whole; comes before all others. A graph with it gives out a picture when
// the next comes.
std::string DeinterlaceFilter(const AVFrame& picture);
bool IsInterlaced(const AVFrame& picture);
// The upper field alone, at once: for pictures that are made much smaller. Comes before all others.
std::string OneFieldFilter(const AVFrame& picture);

}  // namespace clipbox::media
