#include "media/sound_copier.h"

#include <cstdlib>

#include "av/time.h"
#include "media/fall_back.h"

namespace clipbox::media {
namespace {

constexpr int kAacFrameSamples = 1024;
// AudioSpecificConfig has two bytes at least.
constexpr int kLeastHeader = 2;

}  // namespace

SoundCopier::SoundCopier(av::Output& output, const AVStream& stream, std::int64_t end)
    : output_(output), source_tick_(stream.time_base), tick_{1, stream.codecpar->sample_rate}, end_(av::Rescale(end, source_tick_, tick_)),
      frame_samples_(stream.codecpar->frame_size > 0 ? stream.codecpar->frame_size : kAacFrameSamples),
      stream_(output.AddStream(*stream.codecpar, tick_)) {}

bool SoundCopier::CanCopy(const AVStream& stream) {
  const AVCodecParameters& parameters = *stream.codecpar;
  return parameters.codec_id == AV_CODEC_ID_AAC && parameters.extradata_size >= kLeastHeader && parameters.sample_rate > 0;
}

std::int64_t SoundCopier::LengthOf(const av::Packet& packet) const {
  const std::int64_t told = av::Rescale(packet->duration, source_tick_, tick_);
  // Matroska rounds to milliseconds: a length near the codec's own is the codec's own.
  return told <= 0 || std::abs(told - frame_samples_) < frame_samples_ / 2 ? frame_samples_ : told;
}

void SoundCopier::Feed(const av::Packet& packet) {
  if (av_packet_get_side_data(packet.get(), AV_PKT_DATA_NEW_EXTRADATA, nullptr) != nullptr) throw FallBack{"changed_parameters"};
  const std::int64_t tolerance = tick_.den / 50;
  std::int64_t at = av::Rescale(packet->pts, source_tick_, tick_);
  if (next_ && std::abs(at - *next_) <= tolerance) at = *next_;
  if (at >= end_ || (next_ && at < *next_)) return;
  if (next_ && at > *next_) throw FallBack{"sound_gap"};
  av::Packet copy = packet.Ref();
  copy->pts = copy->dts = at;
  copy->duration = LengthOf(packet);
  next_ = at + copy->duration;
  output_.Write(copy, stream_, tick_);
}

}  // namespace clipbox::media
