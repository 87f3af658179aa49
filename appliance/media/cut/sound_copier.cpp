#include "media/cut/sound_copier.h"

#include <algorithm>
#include <cstdlib>

#include "av/time.h"

namespace clipbox::media {
namespace {

constexpr int kAacFrameSamples = 1024;
// AudioSpecificConfig has two bytes at least.
constexpr int kMinHeader = 2;
// Matroska and FLV count milliseconds. The error of one packet's time is up to half of one, of a dozen's together a
// fraction of that.
constexpr int kFineTicks = 8000;
constexpr std::size_t kMaxHeld = 12;
// Seconds. AVI counts in whole frames of sound: where a cut begins cannot be said in those.
constexpr double kCoarsestTick = 0.002;

}  // namespace

SoundCopier::SoundCopier(av::Output& output, const AVStream& stream, std::int64_t end)
    : output_(output),
      source_tick_(stream.time_base),
      tick_{1, stream.codecpar->sample_rate},
      end_(av::Rescale(end, source_tick_, tick_)),
      frame_samples_(stream.codecpar->frame_size > 0 ? stream.codecpar->frame_size : kAacFrameSamples),
      coarse_(av_q2d(source_tick_) * kFineTicks > 1),
      stream_(output.AddStream(*stream.codecpar, tick_)) {}

bool SoundCopier::CanCopy(const AVStream& stream) {
  const AVCodecParameters& parameters = *stream.codecpar;
  const bool is_plain_aac =
      parameters.codec_id == AV_CODEC_ID_AAC && parameters.extradata_size >= kMinHeader && parameters.sample_rate > 0;
  return is_plain_aac && av_q2d(stream.time_base) <= kCoarsestTick;
}

bool SoundCopier::MayBeWhy(Reason reason) {
  return reason == Reason::kSoundGap || reason == Reason::kChangedParameters;
}

std::int64_t SoundCopier::LengthOf(const av::Packet& packet) const {
  const std::int64_t told = av::Rescale(packet->duration, source_tick_, tick_);
  // Matroska rounds to milliseconds: a length near the codec's own is the codec's own.
  return told <= 0 || std::abs(told - frame_samples_) < frame_samples_ / 2 ? frame_samples_ : told;
}

void SoundCopier::Feed(const av::Packet& packet) {
  if (av_packet_get_side_data(packet.get(), AV_PKT_DATA_NEW_EXTRADATA, nullptr) != nullptr)
    throw FallBack{Reason::kChangedParameters};
  if (!coarse_ || next_) return Write(packet);
  held_.push_back(packet.Ref());
  if (held_.size() == kMaxHeld) Release();
}

// The first packet begins in the middle of where the times of those held, which follow each other, say that it does.
void SoundCopier::Release() {
  std::int64_t least = INT64_MAX;
  std::int64_t most = INT64_MIN;
  std::int64_t before = 0;
  for (const av::Packet& packet : held_) {
    const std::int64_t first = av::Rescale(packet->pts, source_tick_, tick_) - before;
    least = std::min(least, first);
    most = std::max(most, first);
    before += LengthOf(packet);
  }
  const bool follow = !held_.empty() && most - least <= 2 * av_rescale_q(1, source_tick_, tick_);
  if (follow) next_ = (least + most) / 2;
  for (const av::Packet& packet : held_) Write(packet);
  held_.clear();
}

void SoundCopier::Finish() { Release(); }

void SoundCopier::Write(const av::Packet& packet) {
  // A thousandth of a second, and what the rounding of both times adds.
  const std::int64_t tolerance = tick_.den / 1000 + 2 * av_rescale_q(1, source_tick_, tick_);
  std::int64_t at = av::Rescale(packet->pts, source_tick_, tick_);
  if (next_ && std::abs(at - *next_) <= tolerance) at = *next_;
  if (at >= end_) return;
  // A short gap is the source's own and stays.
  if (next_ && (at < *next_ || at > *next_ + tick_.den / 10)) throw FallBack{Reason::kSoundGap};
  av::Packet copy = packet.Ref();
  copy->pts = copy->dts = at;
  copy->duration = LengthOf(packet);
  next_ = at + copy->duration;
  output_.Write(copy, stream_, tick_);
}

}  // namespace clipbox::media
