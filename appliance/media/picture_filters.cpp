#include "media/picture_filters.h"

#include <algorithm>
#include <cmath>

namespace clipbox::media {
namespace {

int RoundToEven(double value) { return std::max(2, static_cast<int>(std::lround(value / 2)) * 2); }

std::string ScaleTo(PictureSize size, const std::string& more) {
  return "scale=" + std::to_string(size.width) + ":" + std::to_string(size.height) + more;
}

// Where a file does not say which matrix its colours follow, what players take: BT.709 from 720 lines on. libswscale would take BT.601.
std::string InputMatrix(const SourceInfo& info) {
  constexpr int kHighDefinition = 720;
  const bool silent = info.video->color_matrix.empty() && std::min(info.video->width, info.video->height) >= kHighDefinition;
  return silent ? ":in_color_matrix=bt709" : "";
}

}  // namespace

std::string JoinFilters(std::initializer_list<std::string> filters) {
  std::string joined;
  for (const std::string& filter : filters) {
    if (filter.empty()) continue;
    if (!joined.empty()) joined += ",";
    joined += filter;
  }
  return joined;
}

PictureSize FitWidth(const SourceInfo& info, int width) {
  const int fitted = std::min(width, info.upright_width());
  const double height = static_cast<double>(fitted) * info.upright_height() / info.upright_width();
  return {fitted, std::max(1, static_cast<int>(std::lround(height)))};
}

PictureSize ClipSize(const SourceInfo& info, std::optional<int> height) {
  if (height && *height < info.upright_height()) {
    const int even = RoundToEven(*height);
    return {RoundToEven(static_cast<double>(even) * info.upright_width() / info.upright_height()), even};
  }
  const bool turned = info.video->rotation % 180 != 0;
  const int width = turned ? info.video->height : info.video->width;
  const int tall = turned ? info.video->width : info.video->height;
  // Down to even, so that nothing is invented; a single row or column is doubled.
  return {std::max(2, width / 2 * 2), std::max(2, tall / 2 * 2)};
}

std::string ClipFilters(const SourceInfo& info, const std::string& upright, std::optional<int> height) {
  const PictureSize size = ClipSize(info, height);
  const bool turned = info.video->rotation % 180 != 0;
  const int width = turned ? info.video->height : info.video->width;
  const int tall = turned ? info.video->width : info.video->height;
  const std::string colours = "out_range=tv,format=yuv420p";
  if (height && *height < info.upright_height()) {
    return JoinFilters({upright, ToneFilters(info), ScaleTo(size, ":flags=bicubic:" + colours), "setsar=1"});
  }
  if (width < 2 || tall < 2) return JoinFilters({upright, ToneFilters(info), ScaleTo(size, ":" + colours)});
  const bool odd = size.width != width || size.height != tall;
  const std::string crop = odd ? "crop=" + std::to_string(size.width) + ":" + std::to_string(size.height) + ":0:0" : "";
  return JoinFilters({upright, ToneFilters(info), crop, "scale=" + colours});
}

std::string StillFilters(const SourceInfo& info, const std::string& upright, PictureSize size, const std::string& format, bool full_range) {
  std::string options = ":flags=lanczos" + InputMatrix(info);
  // JPEG knows only the matrix of BT.601 and the full range.
  if (full_range) options += ":out_range=pc:out_color_matrix=bt601";
  return JoinFilters({upright, ToneFilters(info), ScaleTo(size, options), "setsar=1", "format=" + format});
}

std::string ToneFilters(const SourceInfo& info) {
  if (!info.video->hdr || avfilter_get_by_name("zscale") == nullptr) return "";
  return "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,format=yuv420p";
}

}  // namespace clipbox::media
