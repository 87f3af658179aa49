#include "media/cut/smart_lead.h"

#include "base/error.h"
#include "media/maker/reason.h"

namespace clipbox::media {
namespace {

constexpr const char* kPreset = "veryfast";
// The lead stands right before pictures of the source's own quality: a step that can be seen is worse than some
// kilobytes.
constexpr const char* kCrf = "18";

AvcSequence SequenceOf(const AvcParameters& parameters) {
  return ReadSequence(parameters.sequences.at(0)).value_or(AvcSequence{});
}

std::string ProfileOf(const AvcSequence& sequence) {
  constexpr int kBaseline = 66;
  constexpr int kMain = 77;
  if (sequence.profile == kBaseline) return "baseline";
  return sequence.profile == kMain ? "main" : "high";
}

int FreeIdOf(const AvcParameters& source) {
  const std::optional<int> id = FindFreeId(source);
  if (!id) throw FallBack{Reason::kParameterIds};
  return *id;
}

av::Dictionary OptionsFor(const AvcParameters& source) {
  const AvcSequence sequence = SequenceOf(source);
  const bool cabac = ReadPicture(source.pictures.at(0)).value_or(AvcPicture{}).cabac;
  return {{"preset", kPreset},
          {"profile", ProfileOf(sequence)},
          {"crf", kCrf},
          // To look ahead would hold ten pictures more, a third of the memory of a 1080p cut. The lead's bytes would
          // change by less than 1 %.
          {"x264-params", "bframes=0:keyint=infinite:rc-lookahead=0:sync-lookahead=0:cabac=" +
                              std::to_string(cabac ? 1 : 0) + ":sps-id=" + std::to_string(FreeIdOf(source))}};
}

void Configure(AVCodecContext& codec, const AvcParameters& source, const AVFrame& first, const LeadSettings& settings) {
  const AvcSequence sequence = SequenceOf(source);
  if (first.format != AV_PIX_FMT_YUV420P && first.format != AV_PIX_FMT_YUVJ420P) throw FallBack{Reason::kPixelFormat};
  codec.width = first.width;
  codec.height = first.height;
  codec.pix_fmt = static_cast<AVPixelFormat>(first.format);
  codec.sample_aspect_ratio = first.sample_aspect_ratio;
  codec.time_base = settings.tick;
  codec.framerate = av_d2q(settings.frame_rate, 100'000);
  codec.color_range = first.color_range;
  codec.color_primaries = first.color_primaries;
  codec.color_trc = first.color_trc;
  codec.colorspace = first.colorspace;
  codec.chroma_sample_location = first.chroma_location;
  codec.level = sequence.level;
  codec.refs = 1;  // as few as any source has: more cost twice the time for a few kilobytes
  codec.max_b_frames = 0;
  codec.thread_count = settings.threads;
  codec.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
}

AvcParameters OwnParameters(const AVCodecContext& codec) {
  const auto own = ReadAvcParameters({codec.extradata, static_cast<std::size_t>(codec.extradata_size)});
  if (!own) throw base::Error(base::ErrorCode::kInternal, "x264 gave no parameter sets");
  return *own;
}

}  // namespace

SmartLead::SmartLead(const AvcParameters& source, const AVFrame& first, const LeadSettings& settings)
    : encoder_(
          "libx264", [&](AVCodecContext& codec) { Configure(codec, source, first, settings); }, OptionsFor(source)),
      parameters_(OwnParameters(encoder_.context())) {}

void SmartLead::Encode(const AVFrame* picture, const std::function<void(av::Packet&)>& sink) {
  encoder_.Encode(picture, [&](av::Packet& packet) {
    std::vector<Bytes> units = SplitAtStartCodes({packet->data, static_cast<std::size_t>(packet->size)});
    std::erase_if(units, [](Bytes unit) { return !IsSlice(unit); });
    av::Packet joined = JoinUnits(units, packet);
    sink(joined);
  });
}

}  // namespace clipbox::media
