#include "media/source/sound_aligner.h"

#include <algorithm>
#include <cstring>

namespace clipbox::media {
namespace {

constexpr std::int64_t kSilenceChunk = 4096;

}  // namespace

void SoundAligner::Feed(const av::Frame& sound) {
  if (complete() || sound->nb_samples <= 0) return;
  std::int64_t position = sound->pts - origin_;
  const bool continues = next_ > 0 && std::abs(position - next_) <= tolerance_;
  if (continues) position = next_;
  if (position > next_) EmitSilence(std::min(position, total_) - next_, sound->ch_layout, sound->sample_rate);
  const std::int64_t skip = std::max<std::int64_t>(0, next_ - position);
  const std::int64_t samples = std::min<std::int64_t>(sound->nb_samples - skip, total_ - next_);
  if (samples > 0) Emit(sound, static_cast<int>(skip), static_cast<int>(samples));
}

void SoundAligner::Finish(int channels, int sample_rate) {
  if (next_ > 0) return;
  AVChannelLayout layout{};
  av_channel_layout_default(&layout, channels);
  EmitSilence(total_, layout, sample_rate);
}

void SoundAligner::EmitSilence(std::int64_t samples, const AVChannelLayout& layout, int sample_rate) {
  while (samples > 0) {
    const int chunk = static_cast<int>(std::min(samples, kSilenceChunk));
    const av::Frame silence = av::NewSound(AV_SAMPLE_FMT_FLTP, layout, sample_rate, chunk);
    for (int channel = 0; channel < layout.nb_channels; ++channel) {
      std::memset(silence->extended_data[channel], 0, static_cast<std::size_t>(chunk) * sizeof(float));
    }
    silence->pts = next_;
    next_ += chunk;
    samples -= chunk;
    sink_(silence);
  }
}

void SoundAligner::Emit(const av::Frame& sound, int skip, int samples) {
  const av::Frame part = av::NewSound(AV_SAMPLE_FMT_FLTP, sound->ch_layout, sound->sample_rate, samples);
  for (int channel = 0; channel < sound->ch_layout.nb_channels; ++channel) {
    std::memcpy(part->extended_data[channel],
                sound->extended_data[channel] + static_cast<std::size_t>(skip) * sizeof(float),
                static_cast<std::size_t>(samples) * sizeof(float));
  }
  part->pts = next_;
  next_ += samples;
  sink_(part);
}

}  // namespace clipbox::media
