// EstimatePlan: what an output will cost. Positions of key frames make the figures of cuts exact; how fast the machine
// is was measured on it (calibration.h). What is encoded anew is guessed from how many bits the source spends on a
// pixel. Of six films a clip's size was right within a factor of two, of one with 1,000 frames a second within five. An
// animation's was right within five, but for the GIF of a screen.
#include <algorithm>
#include <cmath>

#include "media/picture/picture_filters.h"
#include "media/picture/storyboard.h"
#include "media/plan/plan.h"

namespace clipbox::media {
namespace {

using jobs::ArtifactType;
using jobs::Method;

// Of a film of camera pictures. One that was coded with fewer needs fewer, one that was coded with more needs some
// more.
constexpr double kBitsPerPixelAtCrf23 = 0.06;
constexpr double kMinLiveliness = 0.05;
constexpr double kSoundBytesPerSecond = 20'000;
constexpr double kBytesPerPeak = 6;
constexpr double kPeaksPerSecond = 20;
constexpr double kGifBytesPerPixel = 0.35;
constexpr double kWebpBytesPerPixel = 0.045;
constexpr double kJpegBytesPerPixel = 0.15;
// What makes them beside a clip of as many pixels: palettes, and libwebp's search.
constexpr double kGifTimesEncoding = 5;
constexpr double kWebpTimesEncoding = 12;
constexpr double kSoundSecondsPerSecond = 300;
// Half a usual GOP, where the key frames are not known.
constexpr double kHalfGopSeconds = 1.5;
// A key frame is read by whole blocks of the cache.
constexpr double kBytesPerKeyFrame = 200e3;

// The stretch that an output is made of, and the key frames around its start.
struct MeasuredStretch {
  double seconds = 0;
  double lead = 0;    // from the key frame at or before the start
  double to_key = 0;  // from the start to the first key frame at or after it, at most to the end
  double rate = 25;   // frames a second
  double pixels = 0;  // of a decoded picture
  double bytes_per_second = 0;
  double liveliness = 1;  // how many bits its pixels take, beside those of a camera's film

  double decoded_frames() const { return (seconds + lead) * rate; }
  double read_bytes() const { return (seconds + lead) * bytes_per_second; }
};

MeasuredStretch Measure(const std::optional<Clip>& clip, const SourceInfo& info, double at_most,
                        const std::vector<double>& key_frames, const CutForecast& forecast) {
  MeasuredStretch stretch;
  stretch.seconds = std::min(clip ? clip->to - clip->start : info.duration_seconds, at_most);
  stretch.bytes_per_second = static_cast<double>(info.size_bytes) / info.duration_seconds;
  if (!info.video) return stretch;
  if (info.video->frame_rate > 0) stretch.rate = info.video->frame_rate;
  stretch.pixels = static_cast<double>(info.video->width) * info.video->height;
  const double bits_per_pixel = 8 * stretch.bytes_per_second / (stretch.pixels * stretch.rate);
  const double by_source = bits_per_pixel / kBitsPerPixelAtCrf23;
  stretch.liveliness = std::max(kMinLiveliness, by_source > 2 ? std::sqrt(2 * by_source) : by_source);
  const double start = clip ? clip->start : 0;
  stretch.lead = std::min(start, kHalfGopSeconds);
  stretch.to_key = start > 0 ? kHalfGopSeconds : 0;
  if (!key_frames.empty()) {
    // A frame's time is a rounded one.
    const double tolerance = 0.5 / stretch.rate;
    const auto next = std::lower_bound(key_frames.begin(), key_frames.end(), start - tolerance);
    stretch.to_key = next == key_frames.end() ? stretch.seconds : std::max(0.0, *next - start);
    const auto after = std::upper_bound(key_frames.begin(), key_frames.end(), start + tolerance);
    stretch.lead = after == key_frames.begin() ? 0 : std::max(0.0, start - *std::prev(after));
  }
  stretch.to_key = std::min(forecast.to_seam.value_or(stretch.to_key), stretch.seconds);
  return stretch;
}

// One output being estimated.
struct Estimate {
  const jobs::Recipe& recipe;
  const SourceInfo& info;
  const Calibration& machine;
  const MeasuredStretch stretch;
  jobs::PlanItem& item;

  double SecondsToDecode(double frames) const { return frames * stretch.pixels / machine.decoded; }
  double SoundBytes() const { return info.audio ? stretch.seconds * kSoundBytesPerSecond : 0; }

  void Encoded(double frames, PictureSize size, double bytes_per_pixel, double times_encoding) const {
    const double pixels = frames * size.width * size.height;
    item.encode_frames = std::llround(frames);
    item.expected_bytes = static_cast<std::uint64_t>(pixels * bytes_per_pixel);
    item.expected_seconds =
        SecondsToDecode(static_cast<double>(item.decode_frames)) + pixels * times_encoding / machine.encoded;
  }

  double BytesPerPixel() const {
    return stretch.liveliness * kBitsPerPixelAtCrf23 * std::exp2((23 - recipe.mp4.crf) / 6.0) / 8;
  }

  void Exact() const {
    Encoded(stretch.seconds * stretch.rate, ClipSize(info, recipe.mp4), BytesPerPixel(), 1);
    item.expected_bytes += static_cast<std::uint64_t>(SoundBytes());
    if (recipe.mp4.max_bytes)
      item.expected_bytes = std::min(item.expected_bytes, static_cast<std::uint64_t>(*recipe.mp4.max_bytes));
  }

  // What does not move costs next to nothing in an animation.
  double Movement() const { return std::pow(std::min(1.0, stretch.liveliness), 1.3); }

  // Only what lies before the first key frame is decoded and made anew; a little is decoded to compare the seam and the
  // ends.
  void Smart() const {
    const double frames = stretch.to_key * stretch.rate;
    constexpr double kCompared = 30;
    item.decode_frames =
        std::llround(frames > 0 ? (stretch.lead + stretch.to_key) * stretch.rate + kCompared : kCompared);
    Encoded(frames, ClipSize(info, recipe.mp4), BytesPerPixel(), 1);
    item.expected_bytes += static_cast<std::uint64_t>((stretch.seconds - stretch.to_key) * stretch.bytes_per_second);
  }

  void Keyframe() const {
    item.decode_frames = 0;
    item.expected_bytes = static_cast<std::uint64_t>(stretch.read_bytes());
  }

  void ClipBy(Method method) const {
    switch (method) {
      case Method::kSmart: return Smart();
      case Method::kKeyframe: return Keyframe();
      case Method::kExact:
      case Method::kCopy:
      case Method::kRender: return Exact();
    }
  }

  void Gif() const {
    Encoded(stretch.seconds * std::min(recipe.gif.fps, stretch.rate), FitWidth(info, recipe.gif.width),
            kGifBytesPerPixel * Movement(), kGifTimesEncoding);
    if (recipe.gif.max_bytes)
      item.expected_bytes = std::min(item.expected_bytes, static_cast<std::uint64_t>(*recipe.gif.max_bytes));
  }

  void Webp() const {
    Encoded(stretch.seconds * std::min(recipe.webp.fps, stretch.rate), FitWidth(info, recipe.webp.width),
            kWebpBytesPerPixel * Movement(), kWebpTimesEncoding);
  }

  // `frames` single key frames of the whole video, where it is of that.
  void OfKeyFrames(int frames) const {
    item.decode_frames = frames;
    item.read_bytes = static_cast<std::uint64_t>(std::min(stretch.read_bytes(), frames * kBytesPerKeyFrame));
    item.expected_seconds = SecondsToDecode(frames);
  }

  void Poster(bool whole) const {
    item.encode_frames = 1;
    item.expected_bytes = static_cast<std::uint64_t>(static_cast<double>(info.upright_width()) * info.upright_height() *
                                                     kJpegBytesPerPixel * std::min(1.0, stretch.liveliness));
    item.expected_seconds = SecondsToDecode(static_cast<double>(item.decode_frames));
    if (whole) OfKeyFrames(12);
  }

  void Tiles() const {
    const StoryboardLayout layout = LayOutStoryboard(info, recipe.storyboard);
    OfKeyFrames(layout.tiles);
    item.encode_frames = layout.tiles;
    item.expected_bytes = static_cast<std::uint64_t>(static_cast<double>(layout.tiles) * layout.tile.width *
                                                     layout.tile.height * kJpegBytesPerPixel);
  }

  void Sound() const {
    item.decode_frames = 0;
    item.expected_bytes = static_cast<std::uint64_t>(stretch.seconds * kSoundBytesPerSecond);
    item.expected_seconds = stretch.seconds / kSoundSecondsPerSecond;
  }

  void Peaks() const {
    Small();
    item.expected_bytes = static_cast<std::uint64_t>((stretch.seconds * kPeaksPerSecond + 10) * kBytesPerPeak);
  }

  // Little text or a small picture.
  void Small() const {
    item.decode_frames = 0;
    item.expected_bytes = 5'000;
    item.expected_seconds = stretch.seconds / kSoundSecondsPerSecond;
  }

  void Fill(bool whole) const {
    switch (item.type) {
      case ArtifactType::kClip: return ClipBy(item.method);
      case ArtifactType::kGif: return Gif();
      case ArtifactType::kWebp: return Webp();
      case ArtifactType::kPoster: return Poster(whole);
      case ArtifactType::kStoryboard:
      case ArtifactType::kStoryboardVtt: return Tiles();
      case ArtifactType::kAudio: return Sound();
      case ArtifactType::kWaveformPeaks: return Peaks();
      case ArtifactType::kWaveform:
      case ArtifactType::kCaptions:
      case ArtifactType::kProxy: return Small();
    }
  }
};

double MostSeconds(ArtifactType type, const jobs::Recipe& recipe, const SourceInfo& info) {
  if (type == ArtifactType::kGif) return recipe.gif.max_seconds;
  if (type == ArtifactType::kWebp) return recipe.webp.max_seconds;
  return info.duration_seconds;
}

// As ChooseMethod, and what the packets tell of a smart cut besides.
MethodAndReason Foresee(ArtifactType type, const jobs::Recipe& recipe, const SourceInfo& info,
                        const CutForecast& forecast) {
  MethodAndReason how = ChooseMethod(type, recipe, info);
  if (how.method != Method::kSmart) return how;
  if (forecast.obstacle) return {Method::kExact, forecast.obstacle};
  // Nothing is shown before the seam; of a variable rate that is a guess.
  const double rate = info.video->frame_rate > 0 ? info.video->frame_rate : 25;
  if (forecast.to_seam && *forecast.to_seam * rate < 0.999) how.reason = Reason::kStartsAtKeyFrame;
  return how;
}

jobs::PlanItem EstimateOutput(ArtifactType type, const Span& span, const jobs::Recipe& recipe, const SourceInfo& info,
                              const PlanFacts& facts, const CutForecast& forecast) {
  const MethodAndReason how = Foresee(type, recipe, info, forecast);
  jobs::PlanItem item;
  item.type = type;
  item.method = how.method;
  item.reason = ToText(how.reason);
  if (span.clip) item.label = span.clip->label, item.range = span.clip;
  const MeasuredStretch stretch = Measure(span.clip, info, MostSeconds(type, recipe, info), facts.key_frames, forecast);
  item.read_bytes = static_cast<std::uint64_t>(stretch.read_bytes());
  item.decode_frames = std::llround(info.video ? stretch.decoded_frames() : 0);
  Estimate{recipe, info, facts.machine, stretch, item}.Fill(!span.clip);
  return item;
}

}  // namespace

std::vector<jobs::PlanItem> EstimatePlan(const Plan& plan, const jobs::Recipe& recipe, const SourceInfo& info,
                                         const PlanFacts& facts) {
  static const CutForecast kNotLookedAt{};
  std::vector<jobs::PlanItem> items;
  for (std::size_t i = 0; i < plan.spans.size(); ++i) {
    const CutForecast& forecast = i < facts.cuts.size() ? facts.cuts[i] : kNotLookedAt;
    for (const ArtifactType type : plan.spans[i].outputs)
      items.push_back(EstimateOutput(type, plan.spans[i], recipe, info, facts, forecast));
  }
  return items;
}

}  // namespace clipbox::media
