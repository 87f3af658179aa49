#include "media/sound_encoder.h"

namespace clipbox::media {
namespace {

// Transparent for most material in libav's own encoder; half of it for one channel.
constexpr std::int64_t kBitRatePerChannel = 80'000;

}  // namespace

SoundEncoder::SoundEncoder(av::Output& output, const SoundFormat& format)
    : output_(output),
      encoder_("aac",
               [&](AVCodecContext& context) {
                 context.sample_fmt = AV_SAMPLE_FMT_FLTP;
                 context.sample_rate = format.sample_rate;
                 context.time_base = {1, format.sample_rate};
                 av_channel_layout_default(&context.ch_layout, format.channels);
                 context.bit_rate = kBitRatePerChannel * format.channels;
                 context.thread_count = 1;
                 if (output.WantsGlobalHeader()) context.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
               },
               {}),
      stream_(output.AddStream(encoder_)) {}

void SoundEncoder::Feed(const av::Frame& sound) {
  if (!chunks_) {
    chunks_ = av::Graph::ForAudio(*sound, encoder_.context().time_base,
                                  "asetnsamples=n=" + std::to_string(encoder_.context().frame_size) + ":p=0");
  }
  chunks_->Push(sound.get());
  Drain();
}

void SoundEncoder::Finish() {
  if (!chunks_) return;
  chunks_->Push(nullptr);
  Drain();
  encoder_.Encode(nullptr, [this](av::Packet& packet) { output_.Write(packet, stream_, encoder_.context().time_base); });
}

void SoundEncoder::Drain() {
  av::Frame frame;
  while (chunks_->Pull(frame)) {
    encoder_.Encode(frame.get(), [this](av::Packet& packet) { output_.Write(packet, stream_, encoder_.context().time_base); });
  }
}

}  // namespace clipbox::media
