// EstimatePlan: what an output will cost, by rule of thumb. The constants were measured on two cores of the machine that the figures of
// tests/bench name; they are about right within a factor of two elsewhere, which is what a person needs before a long job.
#include <algorithm>
#include <cmath>

#include "media/picture_filters.h"
#include "media/plan.h"
#include "media/storyboard.h"

namespace clipbox::media {
namespace {

using jobs::ArtifactType;

constexpr double kBitsPerPixelAtCrf23 = 0.06;
constexpr double kSoundBytesPerSecond = 20'000;
constexpr double kGifBytesPerPixel = 0.25;
constexpr double kJpegBytesPerPixel = 0.15;
constexpr double kDecodedPixelsPerSecond = 250e6;
constexpr double kEncodedPixelsPerSecond = 60e6;
constexpr double kGifPixelsPerSecond = 12e6;
// From the key frame before the start: half a usual GOP.
constexpr double kLeadSeconds = 1.5;
// A key frame is read by whole blocks of the cache.
constexpr double kBytesPerKeyFrame = 300e3;

struct Lengths {
  double seconds = 0;
  double decoded_frames = 0;
  double source_bytes = 0;
  double pixels = 0;  // of a decoded picture
  double rate = 25;
};

Lengths Measure(const std::optional<Clip>& clip, const SourceInfo& info, double at_most) {
  Lengths lengths;
  const double seconds = clip ? clip->to - clip->start : info.duration_seconds;
  const double lead = clip ? std::min(clip->start, kLeadSeconds) : 0;
  lengths.seconds = std::min(seconds, at_most);
  lengths.source_bytes = static_cast<double>(info.size_bytes) * std::min(1.0, (lengths.seconds + lead) / info.duration_seconds);
  if (!info.video) return lengths;
  if (info.video->frame_rate > 0) lengths.rate = info.video->frame_rate;
  lengths.decoded_frames = (lengths.seconds + lead) * lengths.rate;
  lengths.pixels = static_cast<double>(info.video->width) * info.video->height;
  return lengths;
}

void EstimateClip(PlanItem& item, const Lengths& lengths, const jobs::Recipe& recipe, const SourceInfo& info) {
  const PictureSize size = ClipSize(info, recipe.mp4.height);
  const double pixels = static_cast<double>(size.width) * size.height;
  const double frames = lengths.seconds * lengths.rate;
  const double bits_per_pixel = kBitsPerPixelAtCrf23 * std::exp2((23 - recipe.mp4.crf) / 6.0);
  item.encode_frames = std::llround(frames);
  item.expected_bytes = static_cast<std::uint64_t>(frames * pixels * bits_per_pixel / 8 + (info.audio ? lengths.seconds * kSoundBytesPerSecond : 0));
  item.expected_seconds = lengths.decoded_frames * lengths.pixels / kDecodedPixelsPerSecond + frames * pixels / kEncodedPixelsPerSecond;
}

void EstimateGif(PlanItem& item, const Lengths& lengths, const jobs::Recipe& recipe, const SourceInfo& info) {
  const PictureSize size = FitWidth(info, recipe.gif.width);
  const double frames = lengths.seconds * std::min(recipe.gif.fps, lengths.rate);
  const double pixels = frames * size.width * size.height;
  item.encode_frames = std::llround(frames);
  item.expected_bytes = static_cast<std::uint64_t>(pixels * kGifBytesPerPixel);
  item.expected_seconds = lengths.decoded_frames * lengths.pixels / kDecodedPixelsPerSecond + pixels / kGifPixelsPerSecond;
}

void EstimateStill(PlanItem& item, const Lengths& lengths, const SourceInfo& info, bool whole) {
  const double pixels = static_cast<double>(info.upright_width()) * info.upright_height();
  item.encode_frames = 1;
  item.expected_bytes = static_cast<std::uint64_t>(pixels * kJpegBytesPerPixel);
  if (whole) item.decode_frames = 12, item.read_bytes = static_cast<std::uint64_t>(std::min(lengths.source_bytes, 12 * kBytesPerKeyFrame));
  item.expected_seconds = static_cast<double>(item.decode_frames) * lengths.pixels / kDecodedPixelsPerSecond;
}

void EstimateStoryboard(PlanItem& item, const Lengths& lengths, const jobs::Recipe& recipe, const SourceInfo& info) {
  const StoryboardLayout layout = LayOutStoryboard(info, recipe.storyboard);
  item.decode_frames = layout.tiles;
  item.encode_frames = layout.tiles;
  item.read_bytes = static_cast<std::uint64_t>(std::min(lengths.source_bytes, layout.tiles * kBytesPerKeyFrame));
  item.expected_bytes = static_cast<std::uint64_t>(static_cast<double>(layout.tiles) * layout.tile.width * layout.tile.height * kJpegBytesPerPixel);
  item.expected_seconds = layout.tiles * lengths.pixels / kDecodedPixelsPerSecond;
}

PlanItem EstimateOutput(ArtifactType type, const Span& span, const jobs::Recipe& recipe, const SourceInfo& info) {
  const Lengths lengths = Measure(span.clip, info, type == ArtifactType::kGif ? recipe.gif.max_seconds : info.duration_seconds);
  const MethodAndReason how = ChooseMethod(type, recipe, info);
  PlanItem item;
  item.type = type;
  item.method = how.method;
  item.reason = how.reason;
  if (span.clip) item.label = span.clip->label, item.start = span.clip->start, item.end = span.clip->end;
  item.read_bytes = static_cast<std::uint64_t>(lengths.source_bytes);
  item.decode_frames = std::llround(lengths.decoded_frames);
  switch (type) {
    case ArtifactType::kClip: EstimateClip(item, lengths, recipe, info); break;
    case ArtifactType::kGif: EstimateGif(item, lengths, recipe, info); break;
    case ArtifactType::kPoster: EstimateStill(item, lengths, info, !span.clip); break;
    case ArtifactType::kStoryboard: EstimateStoryboard(item, lengths, recipe, info); break;
    default:
      item.decode_frames = 0;
      item.expected_bytes = static_cast<std::uint64_t>(lengths.seconds * kSoundBytesPerSecond);
      item.expected_seconds = lengths.seconds / 300;
  }
  return item;
}

}  // namespace

std::vector<PlanItem> EstimatePlan(const Plan& plan, const jobs::Recipe& recipe, const SourceInfo& info) {
  std::vector<PlanItem> items;
  for (const Span& span : plan.spans) {
    for (const ArtifactType type : span.outputs) items.push_back(EstimateOutput(type, span, recipe, info));
  }
  return items;
}

base::Json ToJson(const PlanItem& item) {
  return {{"type", jobs::ToText(item.type)},
          {"label", item.label},
          {"start", base::OrNull(item.start)},
          {"end", base::OrNull(item.end)},
          {"method", jobs::ToText(item.method)},
          {"reason", base::OrNull(item.reason)},
          {"readBytes", item.read_bytes},
          {"decodeFrames", item.decode_frames},
          {"encodeFrames", item.encode_frames},
          {"expectedBytes", item.expected_bytes},
          {"expectedSeconds", item.expected_seconds}};
}

}  // namespace clipbox::media
