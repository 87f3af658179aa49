#include "media/maker/reason.h"

#include <array>

namespace clipbox::media {
namespace {

struct Word {
  Reason reason;
  std::string_view text;
};

constexpr auto kWords = std::to_array<Word>({
    {Reason::kAskedFor, "asked_for"},
    {Reason::kSameCodec, "same_codec"},
    {Reason::kOtherCodec, "other_codec"},
    {Reason::kStartsAtKeyFrame, "starts_at_key_frame"},
    {Reason::kScaled, "scaled"},
    {Reason::kReshaped, "reshaped"},
    {Reason::kBurned, "burned"},
    {Reason::kSizeTarget, "size_target"},
    {Reason::kHdr, "hdr"},
    {Reason::kNotH264, "not_h264"},
    {Reason::kCodecNotInMp4, "codec_not_in_mp4"},
    {Reason::kTenBit, "ten_bit"},
    {Reason::kPixelFormat, "pixel_format"},
    {Reason::kNoParameters, "no_parameters"},
    {Reason::kProfile, "profile"},
    {Reason::kInterlaced, "interlaced"},
    {Reason::kCropped, "cropped"},
    {Reason::kParameterIds, "parameter_ids"},
    {Reason::kNoKeyFrame, "no_key_frame"},
    {Reason::kOpenGop, "open_gop"},
    {Reason::kTimestamps, "timestamps"},
    {Reason::kEditList, "edit_list"},
    {Reason::kDamaged, "damaged"},
    {Reason::kChangedParameters, "changed_parameters"},
    {Reason::kSoundGap, "sound_gap"},
    {Reason::kSeamMismatch, "seam_mismatch"},
});

// Each reason has its row, in the order of the enum.
constexpr bool IsComplete() {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (kWords[i].reason != static_cast<Reason>(i)) return false;
  }
  return kWords.size() == static_cast<std::size_t>(Reason::kSeamMismatch) + 1;
}
static_assert(IsComplete());

}  // namespace

std::string_view ToText(Reason reason) { return kWords[static_cast<std::size_t>(reason)].text; }

std::optional<std::string> ToText(const std::optional<Reason>& reason) {
  return reason ? std::optional(std::string(ToText(*reason))) : std::nullopt;
}

}  // namespace clipbox::media
