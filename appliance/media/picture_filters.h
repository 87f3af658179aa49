// Descriptions of filters, shared by all that make pictures: upright, square, even, in the right colours. Pure.
#pragma once

#include <string>

#include "av/frame.h"
#include "media/source_info.h"

namespace clipbox::media {

struct PictureSize {
  int width = 0;
  int height = 0;
};

// Descriptions joined by commas, empty ones left out.
std::string JoinFilters(std::initializer_list<std::string> filters);

// The upright, square picture scaled down to at most `width`; never up.
PictureSize FitWidth(const SourceInfo& info, int width);

// What the clip's picture measures: as coded but upright and even, or scaled down to `height`.
PictureSize ClipSize(const SourceInfo& info, std::optional<int> height);

// From a decoded picture to the clip's: 8 bits, 4:2:0, video range.
std::string ClipFilters(const SourceInfo& info, const std::string& upright, std::optional<int> height);

// From a decoded picture to one of `size` in `format`; JPEG's full range where `full_range`.
std::string StillFilters(const SourceInfo& info, const std::string& upright, PictureSize size, const std::string& format, bool full_range);

// HDR (PQ, HLG) to the range of ordinary screens; empty for what is not HDR.
std::string ToneFilters(const SourceInfo& info);

}  // namespace clipbox::media
