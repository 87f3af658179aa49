#include "media/picture/picture_filters.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"

namespace clipbox::media {
namespace {

using jobs::Aspect;
using jobs::Fit;

// The backdrop of a blurred padding is made this much smaller, blurred, and scaled up again. That is the same to the
// eye at a fraction of the cost.
constexpr int kBackdropShrink = 8;

int RoundToEven(double value) { return std::max(2, static_cast<int>(std::lround(value / 2)) * 2); }

std::string Text(PictureSize size) { return std::to_string(size.width) + ":" + std::to_string(size.height); }

std::string ScaleTo(PictureSize size, const std::string& more) { return "scale=" + Text(size) + more; }

// Where a file does not say which matrix its colours follow, what players take: BT.709 from 720 lines on. libswscale
// would take BT.601.
std::string InputMatrix(const SourceInfo& info) {
  constexpr int kHighDefinition = 720;
  const bool silent =
      info.video->color_matrix.empty() && std::min(info.video->width, info.video->height) >= kHighDefinition;
  return silent ? ":in_color_matrix=bt709" : "";
}

double WidthOverHeight(Aspect aspect) {
  switch (aspect) {
    case Aspect::kTall: return 9.0 / 16;
    case Aspect::kSquare: return 1;
    case Aspect::kWide:
    case Aspect::kSource: break;
  }
  return 16.0 / 9;
}

struct Shape {
  double width = 0;
  double height = 0;
};

// The largest of that aspect within the upright picture.
Shape CropShape(const SourceInfo& info, double aspect) {
  const double width = std::min<double>(info.upright_width(), info.upright_height() * aspect);
  return {width, width / aspect};
}

// Of that aspect, its short side as long as the picture's.
Shape PadShape(const SourceInfo& info, double aspect) {
  const double side = std::min(info.upright_width(), info.upright_height());
  return aspect >= 1 ? Shape{side * aspect, side} : Shape{side, side / aspect};
}

PictureSize ShapedSize(const SourceInfo& info, const jobs::Mp4Settings& mp4) {
  const double aspect = WidthOverHeight(mp4.aspect);
  const Shape shape = mp4.fit == Fit::kCrop ? CropShape(info, aspect) : PadShape(info, aspect);
  const double shrink = mp4.height && *mp4.height < shape.height ? *mp4.height / shape.height : 1;
  return {RoundToEven(shape.width * shrink), RoundToEven(shape.height * shrink)};
}

// The whole upright picture within `frame`.
PictureSize FitWithin(const SourceInfo& info, PictureSize frame) {
  const double scale = std::min(static_cast<double>(frame.width) / info.upright_width(),
                                static_cast<double>(frame.height) / info.upright_height());
  return {std::min(frame.width, RoundToEven(info.upright_width() * scale)),
          std::min(frame.height, RoundToEven(info.upright_height() * scale))};
}

// What part of the free way a crop of `share` lies from the start. `focus` is then in its middle, as far as the picture
// reaches.
double CropOffset(double focus, double share) {
  const double free = 1 - share;
  return free <= 0 ? 0 : std::clamp((focus - share / 2) / free, 0.0, 1.0);
}

std::string CropFilter(const SourceInfo& info, const jobs::Mp4Settings& mp4) {
  const Shape shape = CropShape(info, WidthOverHeight(mp4.aspect));
  const double wide = shape.width / info.upright_width();
  const double tall = shape.height / info.upright_height();
  return "crop=w=max(1\\,iw*" + std::to_string(wide) + "):h=max(1\\,ih*" + std::to_string(tall) + "):x=(iw-ow)*" +
         std::to_string(CropOffset(mp4.focus.x, wide)) + ":y=(ih-oh)*" + std::to_string(CropOffset(mp4.focus.y, tall)) +
         ":exact=1";
}

std::string PadFilter(PictureSize size) { return "pad=" + Text(size) + ":(ow-iw)/2:(oh-ih)/2"; }

std::string BlurFilters(PictureSize size) {
  const PictureSize small{RoundToEven(static_cast<double>(size.width) / kBackdropShrink),
                          RoundToEven(static_cast<double>(size.height) / kBackdropShrink)};
  return "split[sharp][back];[back]" + ScaleTo(small, ":force_original_aspect_ratio=increase") +
         ",crop=" + Text(small) + ",gblur=sigma=3," + ScaleTo(size, ":flags=bicubic") +
         ",setsar=1[blurred];[blurred][sharp]overlay=(W-w)/2:(H-h)/2:format=yuv420,format=yuv420p";
}

std::string ShapeFilters(const SourceInfo& info, const jobs::Mp4Settings& mp4, const std::string& colours) {
  const PictureSize size = ShapedSize(info, mp4);
  if (mp4.fit == Fit::kCrop)
    return JoinFilters({CropFilter(info, mp4), ScaleTo(size, ":flags=bicubic:" + colours), "setsar=1"});
  const std::string whole = JoinFilters({ScaleTo(FitWithin(info, size), ":flags=bicubic:" + colours), "setsar=1"});
  return JoinFilters({whole, mp4.fit == Fit::kPad ? PadFilter(size) : BlurFilters(size)});
}

struct Colours {
  const char* format;
  const char* options;  // of the filter `scale`
};

Colours ColoursOf(Still still) {
  switch (still) {
    case Still::kJpeg:
    case Still::kTile: return {"yuvj420p", ":out_range=pc:out_color_matrix=bt601"};
    case Still::kWebp: return {"yuv420p", ":out_range=tv:out_color_matrix=bt601"};
    case Still::kRgb: break;
  }
  return {"rgb24", ""};
}

bool HasAlpha(const SourceInfo& info) {
  const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(av_get_pix_fmt(info.video->pixel_format.c_str()));
  return format != nullptr && (format->flags & AV_PIX_FMT_FLAG_ALPHA) != 0;
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

double RateFor(const SourceInfo& info, double asked) {
  return info.video->frame_rate > 0 ? std::min(asked, info.video->frame_rate) : asked;
}

PictureSize ClipSize(const SourceInfo& info, const jobs::Mp4Settings& mp4) {
  if (mp4.aspect != Aspect::kSource) return ShapedSize(info, mp4);
  if (mp4.height && *mp4.height < info.upright_height()) {
    const int even = RoundToEven(*mp4.height);
    return {RoundToEven(static_cast<double>(even) * info.upright_width() / info.upright_height()), even};
  }
  const bool turned = info.video->rotation % 180 != 0;
  const int width = turned ? info.video->height : info.video->width;
  const int tall = turned ? info.video->width : info.video->height;
  // Down to even, so that nothing is invented; a single row or column is doubled.
  return {std::max(2, width / 2 * 2), std::max(2, tall / 2 * 2)};
}

std::string ClipFilters(const SourceInfo& info, const std::string& upright, const jobs::Mp4Settings& mp4) {
  const std::string colours = "out_range=tv,format=yuv420p";
  if (mp4.aspect != Aspect::kSource) return JoinFilters({upright, ToneFilters(info), ShapeFilters(info, mp4, colours)});
  const PictureSize size = ClipSize(info, mp4);
  const bool turned = info.video->rotation % 180 != 0;
  const int width = turned ? info.video->height : info.video->width;
  const int tall = turned ? info.video->width : info.video->height;
  if (mp4.height && *mp4.height < info.upright_height()) {
    return JoinFilters({upright, ToneFilters(info), ScaleTo(size, ":flags=bicubic:" + colours), "setsar=1"});
  }
  if (width < 2 || tall < 2) return JoinFilters({upright, ToneFilters(info), ScaleTo(size, ":" + colours)});
  const bool odd = size.width != width || size.height != tall;
  const std::string crop = odd ? "crop=" + Text(size) + ":0:0" : "";
  return JoinFilters({upright, ToneFilters(info), crop, "scale=" + colours});
}

std::string StillFilters(const SourceInfo& info, const std::string& upright, PictureSize size, Still still) {
  const Colours colours = ColoursOf(still);
  const std::string scaler = still == Still::kTile ? ":flags=area" : ":flags=lanczos";
  return JoinFilters({upright, ToneFilters(info), ScaleTo(size, scaler + InputMatrix(info) + colours.options),
                      "setsar=1", std::string("format=") + colours.format});
}

std::string ToneFilters(const SourceInfo& info) {
  if (HasAlpha(info)) return "premultiply=inplace=1";
  if (!info.video->hdr) return "";
  if (avfilter_get_by_name("zscale") == nullptr) {
    throw base::Error(base::ErrorCode::kUnsupportedCodec,
                      "this video is HDR, and the installed libavfilter cannot bring it to ordinary screens: it was "
                      "built without zscale");
  }
  // White is 203 nits (ITU-R BT.2408). An ordinary film that was graded into PQ or HLG comes back as it was, within one
  // step of 255. With 100 nits it was a stop brighter (mean 115 for 92). Mobius bends only what is brighter than 0.6 of
  // that; hable darkens all. Files that carry PQ or HLG and are silent on the rest mean BT.2020.
  const std::string matrix = info.video->color_matrix.empty() ? ":min=2020_ncl:pin=2020" : "";
  return "zscale=t=linear:npl=203" + matrix +
         ",format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=mobius:param=0.6:desat=0,zscale=t=bt709:m=bt709:r=tv,format="
         "yuv420p";
}

bool IsInterlaced(const AVFrame& picture) {
#if LIBAVUTIL_VERSION_INT >= AV_VERSION_INT(58, 7, 100)
  return (picture.flags & AV_FRAME_FLAG_INTERLACED) != 0;
#else
  return picture.interlaced_frame != 0;
#endif
}

std::string DeinterlaceFilter(const AVFrame& picture) {
  return IsInterlaced(picture) ? "bwdif=mode=send_frame:deint=interlaced" : "";
}

std::string OneFieldFilter(const AVFrame& picture) { return IsInterlaced(picture) ? "field=type=top" : ""; }

}  // namespace clipbox::media
