#include "media/sound/sound_encoder.h"

#include <string>
#include <string_view>

namespace clipbox::media {
namespace {

// The ceiling that most sound keeps the peak with; where the codec adds more, the next try lies lower by that and a
// little.
constexpr double kFirstCeilingDb = -2.5;
constexpr double kMarginDb = 0.2;
constexpr int kMaxTries = 6;

// Transparent for most material in libav's own AAC encoder and in LAME; Opus needs less. Half of it for one channel.
std::int64_t UsualBitRate(std::string_view encoder, int channels) {
  return (encoder == "libopus" ? 64'000 : 80'000) * channels;
}

AVSampleFormat SamplesOf(std::string_view encoder) {
  return encoder == "libopus" ? AV_SAMPLE_FMT_FLT : AV_SAMPLE_FMT_FLTP;
}

// Opus knows only 48 kHz and whole fractions of it.
int RateOf(std::string_view encoder, int sample_rate) {
  const bool kept = encoder != "libopus" || 48'000 % sample_rate == 0;
  return kept ? sample_rate : 48'000;
}

av::Encoder NewEncoder(const av::Output& output, const SoundFormat& format, const SoundCoding& coding) {
  const auto configure = [&](AVCodecContext& context) {
    context.sample_fmt = SamplesOf(coding.encoder);
    context.sample_rate = RateOf(coding.encoder, format.sample_rate);
    context.time_base = {1, context.sample_rate};
    av_channel_layout_default(&context.ch_layout, format.channels);
    context.bit_rate = coding.bit_rate.value_or(UsualBitRate(coding.encoder, format.channels));
    context.thread_count = 1;
    if (output.WantsGlobalHeader()) context.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  };
  return {coding.encoder, configure, {}};
}

}  // namespace

SoundEncoder::SoundEncoder(av::Output& output, const SoundFormat& format, const SoundCoding& coding)
    : output_(output),
      format_(format),
      coding_(coding),
      encoder_(NewEncoder(output, format, coding)),
      stream_(output.AddStream(encoder_)) {
  if (!coding.loudness) return;
  leveller_ = std::make_unique<SoundLeveller>(format, *coding.loudness, output.directory());
  output.Hold();
}

void SoundEncoder::Feed(const av::Frame& sound) {
  if (leveller_) return leveller_->Feed(sound);
  Encode(sound);
}

void SoundEncoder::Finish(const std::function<void()>& check) {
  if (leveller_) return FinishLevelled(check);
  EncodeRest();
}

void SoundEncoder::FinishLevelled(const std::function<void()>& check) {
  double ceiling = kFirstCeilingDb;
  for (int tries = 1;; ++tries) {
    const double peak = EncodeLevelled(ceiling, check);
    if (peak <= kMaxPeakDb || tries >= kMaxTries) return;
    ceiling -= peak - kMaxPeakDb + kMarginDb;
    encoder_ = NewEncoder(output_, format_, coding_);
    chunks_.reset();
    output_.Replace(stream_, encoder_);
  }
}

double SoundEncoder::EncodeLevelled(double ceiling_db, const std::function<void()>& check) {
  heard_.emplace(output_.stream(stream_));
  leveller_->GiveOut(ceiling_db, [&](const av::Frame& sound) {
    check();
    Encode(sound);
  });
  EncodeRest();
  return heard_->Finish();
}

void SoundEncoder::Encode(const av::Frame& sound) {
  if (!chunks_) {
    const AVCodecContext& codec = encoder_.context();
    const std::string form = "aformat=sample_fmts=" + std::string(av_get_sample_fmt_name(codec.sample_fmt)) +
                             ":sample_rates=" + std::to_string(codec.sample_rate) +
                             ":channel_layouts=" + (codec.ch_layout.nb_channels == 1 ? "mono" : "stereo");
    chunks_ = av::Graph::ForAudio(*sound, {1, sound->sample_rate},
                                  form + ",asetnsamples=n=" + std::to_string(codec.frame_size) + ":p=0");
  }
  chunks_->Push(sound.get());
  Drain();
}

void SoundEncoder::EncodeRest() {
  if (!chunks_) return;
  chunks_->Push(nullptr);
  Drain();
  encoder_.Encode(nullptr, [this](av::Packet& packet) { Emit(packet); });
}

void SoundEncoder::Emit(av::Packet& packet) {
  if (heard_) heard_->Feed(packet);
  output_.Write(packet, stream_, encoder_.context().time_base);
}

void SoundEncoder::Drain() {
  av::Frame frame;
  while (chunks_->Pull(frame)) {
    frame->pts = av_rescale_q(frame->pts, chunks_->output_time_base(), encoder_.context().time_base);
    encoder_.Encode(frame.get(), [this](av::Packet& packet) { Emit(packet); });
  }
}

}  // namespace clipbox::media
