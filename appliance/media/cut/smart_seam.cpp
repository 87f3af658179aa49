#include "media/cut/smart_seam.h"

#include <algorithm>
#include <cstring>

#include "av/time.h"
#include "media/maker/reason.h"

namespace clipbox::media {
namespace {

constexpr int kMacroblock = 16;

void RefuseSequence(const AvcSequence& sequence, const AVCodecParameters& codec) {
  constexpr int kBaseline = 66;
  constexpr int kMain = 77;
  constexpr int kHigh = 100;
  if (sequence.bit_depth > 8) throw FallBack{Reason::kTenBit};
  if (sequence.chroma_format != 1) throw FallBack{Reason::kPixelFormat};
  if (!sequence.frames_only) throw FallBack{Reason::kInterlaced};
  if (sequence.profile != kBaseline && sequence.profile != kMain && sequence.profile != kHigh)
    throw FallBack{Reason::kProfile};
  // x264 pads to whole macroblocks at the right and at the bottom, and nowhere else.
  const auto padded = [](int size) { return (size + kMacroblock - 1) / kMacroblock * kMacroblock; };
  const bool same_shape = sequence.width == padded(codec.width) && sequence.height == padded(codec.height);
  if (!same_shape || sequence.cropped_left != 0 || sequence.cropped_top != 0) throw FallBack{Reason::kCropped};
}

AvcParameters ParametersOf(const AVStream& stream) {
  const AVCodecParameters& codec = *stream.codecpar;
  const auto parameters =
      ReadAvcParameters({codec.extradata, static_cast<std::size_t>(std::max(0, codec.extradata_size))});
  if (!parameters) throw FallBack{Reason::kNoParameters};
  for (const AvcParameters::Unit& unit : parameters->sequences) {
    const auto sequence = ReadSequence(unit);
    if (!sequence) throw FallBack{Reason::kNoParameters};
    RefuseSequence(*sequence, codec);
  }
  return *parameters;
}

// Without a key frame in the cut all of it would be encoded for nothing.
void RefuseWithoutKeyFrame(const AVStream& video, const SeamRange& range) {
  if (!IndexIsWhole(video)) return;
  const std::int64_t slack = av::ToTicks(1, video.time_base);  // between decoding and showing
  const AVIndexEntry* key = FindKeyInIndex(video, range.start - slack);
  if (key == nullptr || key->timestamp >= range.start + range.length) throw FallBack{Reason::kNoKeyFrame};
}

}  // namespace

SeamRange RangeOf(const SourceInfo& info, const base::TimeRange& cut) {
  const AVRational tick{info.video->tick.num, info.video->tick.den};
  const std::int64_t begin = av::ToTicks(cut.start, tick);
  return {info.video->zero_ticks + begin, av::ToTicks(cut.end, tick) - begin};
}

bool IndexIsWhole(const AVStream& video) {
  const int entries = avformat_index_get_entries_count(&video);
  return entries > 0 && video.nb_frames == entries;
}

const AVIndexEntry* FindKeyInIndex(const AVStream& video, std::int64_t ticks) {
  // libav looks up an entry in a stream that it says it may change; it does not.
  return avformat_index_get_entry_from_timestamp(const_cast<AVStream*>(&video), ticks, 0);
}

SmartSeam::SmartSeam(const AVStream& video, const SeamRange& range)
    : video_(video), range_(range), parameters_(ParametersOf(video)) {
  RefuseWithoutKeyFrame(video, range);
}

SmartSeam::Units SmartSeam::Take(const av::Packet& packet) {
  if (packet->pts == av::kNoTime) throw FallBack{Reason::kTimestamps};
  if (!at_ && packet->pts >= range_.length) throw FallBack{Reason::kNoKeyFrame};
  Units units = UnitsOf(packet);
  RefuseOtherParameters(packet, units);
  if (!at_) Look(packet, units);
  return units;
}

SmartSeam::Units SmartSeam::UnitsOf(const av::Packet& packet) const {
  const Bytes data(packet->data, static_cast<std::size_t>(packet->size));
  if (parameters_.length_size == 0) return SplitAtStartCodes(data);
  const auto units = SplitByLengths(data, parameters_.length_size);
  if (!units) throw FallBack{Reason::kDamaged};
  return *units;
}

void SmartSeam::RefuseOtherParameters(const av::Packet& packet, const Units& units) const {
  std::size_t size = 0;
  const std::uint8_t* changed = av_packet_get_side_data(packet.get(), AV_PKT_DATA_NEW_EXTRADATA, &size);
  const AVCodecParameters& codec = *video_.codecpar;
  const bool same = changed == nullptr || (size == static_cast<std::size_t>(codec.extradata_size) &&
                                           std::memcmp(changed, codec.extradata, size) == 0);
  if (!same) throw FallBack{Reason::kChangedParameters};
  for (const Bytes unit : units) {
    const bool set = TypeOf(unit) == avc::kSequenceParameters || TypeOf(unit) == avc::kPictureParameters;
    if (set && !parameters_.Has(unit)) throw FallBack{Reason::kChangedParameters};
  }
}

void SmartSeam::Look(const av::Packet& packet, const Units& units) {
  if (packet->pts < 0) return;
  const bool hidden = (packet->flags & AV_PKT_FLAG_DISCARD) != 0;
  if (!packet.is_key() || hidden) {
    if (!hidden) ++lead_packets_;
    return;
  }
  // What follows another kind of key frame may refer to what came before it.
  const bool idr = std::any_of(units.begin(), units.end(), [](Bytes unit) { return TypeOf(unit) == avc::kIdrSlice; });
  if (!idr) throw FallBack{Reason::kOpenGop};
  at_ = packet->pts;
}

}  // namespace clipbox::media
