#include "media/cut/cut_choice.h"

#include <set>

namespace clipbox::media {
namespace {

// Why the picture cannot stay what it is; nothing where it can.
std::optional<std::string> ReasonToRedraw(const jobs::Recipe& recipe, const SourceInfo& info) {
  if (recipe.mp4.height && *recipe.mp4.height < info.upright_height()) return "scaled";
  if (recipe.mp4.aspect != jobs::Aspect::kSource) return "reshaped";
  if (recipe.captions.burn) return "burned";
  if (recipe.mp4.max_bytes) return "size_target";
  if (info.video->hdr) return "hdr";
  return std::nullopt;
}

// Why the pictures before the first key frame cannot be coded like the rest; nothing where they can.
std::optional<std::string> ReasonAgainstSmart(const VideoStream& video) {
  if (video.codec != "h264") return "not_h264";
  if (video.bit_depth > 8) return "ten_bit";
  if (video.pixel_format != "yuv420p" && video.pixel_format != "yuvj420p") return "pixel_format";
  return std::nullopt;
}

bool MayStandInMp4(const std::string& codec) {
  static const std::set<std::string> codecs = {"h264", "hevc", "av1", "vp9", "mpeg4", "mpeg2video"};
  return codecs.contains(codec);
}

}  // namespace

MethodAndReason ChooseCut(const jobs::Recipe& recipe, const SourceInfo& info) {
  if (recipe.mp4.cut == jobs::Cut::kExact) return {jobs::Method::kExact, "asked_for"};
  if (const auto reason = ReasonToRedraw(recipe, info)) return {jobs::Method::kExact, reason};
  if (recipe.mp4.cut == jobs::Cut::kKeyframe) {
    if (!MayStandInMp4(info.video->codec)) return {jobs::Method::kExact, "codec_not_in_mp4"};
    return {jobs::Method::kKeyframe, "asked_for"};
  }
  if (const auto reason = ReasonAgainstSmart(*info.video)) return {jobs::Method::kExact, reason};
  return {jobs::Method::kSmart, "same_codec"};
}

}  // namespace clipbox::media
