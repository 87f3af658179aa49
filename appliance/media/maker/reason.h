// Why an output is made the way it is: the `reason` of artifacts and plans. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace clipbox::media {

enum class Reason {
  // Chosen, by what was asked for and what the source is.
  kAskedFor,
  kSameCodec,
  kOtherCodec,
  kStartsAtKeyFrame,
  // The picture is to be another one.
  kScaled,
  kReshaped,
  kBurned,
  kSizeTarget,
  kHdr,
  // The codec, as the probe and the parameter sets tell it.
  kNotH264,
  kCodecNotInMp4,
  kTenBit,
  kPixelFormat,
  kNoParameters,
  kProfile,
  kInterlaced,
  kCropped,
  // What the packets tell, or the finished file.
  kParameterIds,
  kNoKeyFrame,
  kOpenGop,
  kTimestamps,
  kEditList,
  kDamaged,
  kChangedParameters,
  kSoundGap,
  kSeamMismatch,
};

// The word that artifacts and plans have for it: `open_gop`.
std::string_view ToText(Reason reason);
// Returns nullopt if there is none.
std::optional<std::string> ToText(const std::optional<Reason>& reason);

// Thrown by a maker that finds on its way that the source does not let it do its work as planned. The output is then
// made as `exact`, with this reason. Caught by MakerSet.
struct FallBack {
  Reason reason;
};

}  // namespace clipbox::media
