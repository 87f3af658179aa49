#include "media/cut/size_target.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "av/decoder.h"
#include "av/graph.h"
#include "av/input.h"
#include "av/time.h"
#include "base/error.h"
#include "base/files.h"

namespace clipbox::media {
namespace {

constexpr int kDraftQuality = 10;  // no eye tells it from the source, least of all in a small file
// What an MP4 takes beside the payloads: its head, and its lists' entries for each packet. Measured: 150 pictures at a
// fixed rate and 237 packets of sound take 6,930 bytes.
constexpr std::int64_t kHeadBytes = 1'800;
constexpr std::int64_t kBytesPerPicture = 20;
constexpr std::int64_t kBytesPerSoundPacket = 13;
constexpr std::int64_t kBytesPerChangeOfRate = 8;

constexpr double kMinShare = 0.95;  // of the budget, that a second pass is to use
constexpr double kAim = 0.985;
constexpr int kMaxPasses = 6;
// A picture so many times too large at the asked quality looks better small than coarse. Small, it is to be so many
// times too large. Measured on camera film, drawn film and graphics (SSIM when scaled up again). At twice, all of it or
// 0.8 of its sides are alike. At three times 0.8 is better for each (0.978 for 0.970 on camera film), at 4.5 times
// 0.65.
constexpr double kMaxExcess = 3;
constexpr double kExcessAfter = 2;
constexpr double kBytesGrowAs = 0.8;  // bytes grow as the pixels to the power of this
constexpr int kMinSide = 32;
constexpr int kMaxShrinks = 4;

constexpr std::int64_t kMinSoundBitRate = 16'000;  // of a channel
constexpr std::int64_t kUsualSoundBitRate = 80'000;
constexpr double kSoundShare = 0.15;

int Even(double value) { return std::max(2, static_cast<int>(std::lround(value / 2)) * 2); }

std::filesystem::path Beside(const std::filesystem::path& clip, const char* ending) { return clip.string() + ending; }

}  // namespace

std::int64_t SoundBitRateWithin(std::uint64_t max_bytes, double seconds, int channels) {
  const double all = static_cast<double>(max_bytes) * 8 / std::max(seconds, 0.1);
  return std::clamp(static_cast<std::int64_t>(all * kSoundShare), kMinSoundBitRate * channels,
                    kUsualSoundBitRate * channels);
}

SizeTarget::SizeTarget(const PictureCoding& coding, std::uint64_t max_bytes, const std::filesystem::path& clip)
    : max_bytes_(max_bytes), draft_path_(Beside(clip, ".draft.mov")), coding_(coding) {
  coding_.figures = Beside(clip, ".figures");
}

SizeTarget::~SizeTarget() {
  std::error_code ignored;
  std::filesystem::remove(draft_path_, ignored);
  for (const char* ending : {"", ".temp", ".mbtree", ".mbtree.temp"}) {
    std::filesystem::remove(coding_.figures->string() + ending, ignored);
  }
}

void SizeTarget::Keep(const av::Frame& picture) {
  if (!draft_) {
    PictureCoding coding = coding_;
    coding.figures.reset();
    coding.preset = "ultrafast";
    coding.crf = kDraftQuality;
    draft_.emplace(draft_path_, "mov");
    draft_encoder_.emplace(coding, *picture, [this](av::Packet& packet) { draft_->Write(packet, 0, coding_.tick); });
    draft_->AddStream(draft_encoder_->encoder());
    draft_->WriteHeader({{"video_track_timescale", std::to_string(coding_.tick.den)}});
    width_ = picture->width;
    height_ = picture->height;
  }
  if (picture->pts - last_pts_ != last_gap_) ++changes_of_rate_;
  last_gap_ = picture->pts - last_pts_;
  last_pts_ = picture->pts;
  draft_encoder_->Feed(picture.Ref());
}

std::int64_t SizeTarget::Budget(const av::Output& output, int stream) const {
  std::int64_t left = static_cast<std::int64_t>(max_bytes_) - kHeadBytes - kBytesPerChangeOfRate * changes_of_rate_ -
                      kBytesPerPicture * static_cast<std::int64_t>(output.held_packets(stream));
  for (int i = 0; i < output.stream_count(); ++i) {
    if (i == stream) continue;
    left -= static_cast<std::int64_t>(output.held_bytes(i)) +
            kBytesPerSoundPacket * static_cast<std::int64_t>(output.held_packets(i));
  }
  return left;
}

void SizeTarget::Fit(av::Output& output, int stream, std::int64_t end, const std::function<void()>& check) {
  const auto excess = [&] {
    return static_cast<double>(output.held_bytes(stream)) / static_cast<double>(Budget(output, stream));
  };
  if (Budget(output, stream) <= 0) Refuse(end);
  if (excess() <= 1) return;
  draft_encoder_->Finish(end);
  draft_->Finish();
  const Pass pass{output, stream, end, check};
  for (int i = 0; i < kMaxShrinks && excess() > kMaxExcess && std::min(width_, height_) > kMinSide; ++i) {
    Shrink(excess());
    Encode(pass, std::nullopt);
  }
  // Also a picture that became smaller than it had to be uses its bytes.
  if (!TrySize(pass)) Refuse(end);
}

void SizeTarget::Shrink(double excess) {
  const double sides = std::sqrt(std::pow(kExcessAfter / excess, 1 / kBytesGrowAs));
  const double least = static_cast<double>(kMinSide) / std::min(width_, height_);
  const double factor = std::max(sides, std::min(1.0, least));
  width_ = Even(width_ * factor);
  height_ = Even(height_ * factor);
}

// Second passes: each corrects the rate by what the one before made of it. False: none was small enough.
bool SizeTarget::TrySize(const Pass& pass) {
  const auto budget = static_cast<double>(Budget(pass.output, pass.stream));
  const double seconds = std::max(0.04, av::ToSeconds(pass.end, coding_.tick));
  double rate = kAim * budget * 8 / seconds;
  double fits = 0;          // the highest rate that did
  double too_much = 1e300;  // the lowest that did not
  for (int i = 0; i < kMaxPasses; ++i) {
    Encode(pass, std::max<std::int64_t>(1'000, std::llround(rate)));
    const double made = static_cast<double>(pass.output.held_bytes(pass.stream));
    if (made <= budget && (made >= kMinShare * budget || i + 1 >= kMaxPasses)) return true;
    (made <= budget ? fits : too_much) = rate;
    const double wanted = rate * kAim * budget / made;
    rate = wanted <= fits || wanted >= too_much ? (fits + std::min(too_much, 4 * fits + wanted)) / 2 : wanted;
  }
  if (fits == 0) return false;
  Encode(pass, std::llround(fits));
  return static_cast<double>(pass.output.held_bytes(pass.stream)) <= budget;
}

void SizeTarget::Encode(const Pass& pass, std::optional<std::int64_t> bit_rate) {
  base::FileSource source(draft_path_);
  av::Input input(source, {});
  av::Decoder decoder(input.stream(0), {.threads = coding_.threads});
  std::optional<av::Graph> scale;
  std::optional<PictureEncoder> encoder;
  PictureCoding coding = coding_;
  coding.bit_rate = bit_rate;
  const auto take = [&](av::Frame& picture) {
    pass.check();
    if (!scale) {
      scale = av::Graph::ForVideo(*picture, input.stream(0).time_base, {0, 1},
                                  "scale=" + std::to_string(width_) + ":" + std::to_string(height_) + ":flags=bicubic");
    }
    scale->Push(picture.get());
    av::Frame sized;
    if (!scale->Pull(sized)) throw base::Error(base::ErrorCode::kInternal, "a filter gave no picture for a picture");
    sized->pts = av::Rescale(av::TimeOf(*picture), input.stream(0).time_base, coding_.tick);
    if (!encoder) {
      encoder.emplace(coding, *sized,
                      [&](av::Packet& packet) { pass.output.Write(packet, pass.stream, coding_.tick); });
      pass.output.Replace(pass.stream, encoder->encoder());
    }
    encoder->Feed(std::move(sized));
  };
  av::Packet packet;
  av::Frame picture;
  while (input.Read(packet)) {
    decoder.Send(&packet);
    while (decoder.Receive(picture)) take(picture);
  }
  decoder.Send(nullptr);
  while (decoder.Receive(picture)) take(picture);
  if (encoder) encoder->Finish(pass.end);
}

void SizeTarget::Refuse(std::int64_t end) const {
  throw base::Error(base::ErrorCode::kTooLarge,
                    "a clip of " + std::to_string(std::lround(av::ToSeconds(end, coding_.tick))) + " s does not fit " +
                        std::to_string(max_bytes_) +
                        " bytes, however small its picture: shorten it, or raise mp4.maxBytes");
}

}  // namespace clipbox::media
