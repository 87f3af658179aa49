#include "media/cut/cut_choice.h"

#include <set>

namespace clipbox::media {
namespace {

// Why the picture cannot stay what it is. Returns nullopt if it can.
std::optional<Reason> ReasonToRedraw(const jobs::Recipe& recipe, const SourceInfo& info) {
  if (recipe.mp4.height && *recipe.mp4.height < info.upright_height()) return Reason::kScaled;
  if (recipe.mp4.aspect != jobs::Aspect::kSource) return Reason::kReshaped;
  if (recipe.captions.burn) return Reason::kBurned;
  if (recipe.mp4.max_bytes) return Reason::kSizeTarget;
  if (info.video->hdr) return Reason::kHdr;
  return std::nullopt;
}

// Why the pictures before the first key frame cannot be coded like the rest. Returns nullopt if they can.
std::optional<Reason> ReasonAgainstSmart(const VideoStream& video) {
  if (video.codec != "h264") return Reason::kNotH264;
  if (video.bit_depth > 8) return Reason::kTenBit;
  if (video.pixel_format != "yuv420p" && video.pixel_format != "yuvj420p") return Reason::kPixelFormat;
  return std::nullopt;
}

bool MayStandInMp4(const std::string& codec) {
  static const std::set<std::string> codecs = {"h264", "hevc", "av1", "vp9", "mpeg4", "mpeg2video"};
  return codecs.contains(codec);
}

}  // namespace

MethodAndReason ChooseCut(const jobs::Recipe& recipe, const SourceInfo& info) {
  if (recipe.mp4.cut == jobs::Cut::kExact) return {jobs::Method::kExact, Reason::kAskedFor};
  if (const auto reason = ReasonToRedraw(recipe, info)) return {jobs::Method::kExact, reason};
  if (recipe.mp4.cut == jobs::Cut::kKeyframe) {
    if (!MayStandInMp4(info.video->codec)) return {jobs::Method::kExact, Reason::kCodecNotInMp4};
    return {jobs::Method::kKeyframe, Reason::kAskedFor};
  }
  if (const auto reason = ReasonAgainstSmart(*info.video)) return {jobs::Method::kExact, reason};
  return {jobs::Method::kSmart, Reason::kSameCodec};
}

}  // namespace clipbox::media
