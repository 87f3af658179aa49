#include "media/sound/sound_leveller.h"

#include <algorithm>
#include <cmath>

#include "av/graph.h"

namespace clipbox::media {
namespace {

// Below this a gain would only make noise of silence.
constexpr double kSilenceLufs = -69;
constexpr double kMaxGainDb = 40;
// What a limiter takes away is given back by so many corrections; more changes nothing that is heard.
constexpr int kMaxCorrections = 3;
constexpr double kNearEnough = 0.1;

}  // namespace

void SoundLeveller::Feed(const av::Frame& sound) {
  meter_.Feed(sound);
  for (int channel = 0; channel < format_.channels; ++channel) {
    file_.Append(sound->extended_data[channel], static_cast<std::size_t>(sound->nb_samples) * sizeof(float));
  }
  samples_.push_back(sound->nb_samples);
  total_ += sound->nb_samples;
}

void SoundLeveller::GiveOut(double ceiling_db, const Sink& sink) {
  if (!measured_) measured_ = meter_.Finish();
  Play(measured_->lufs < kSilenceLufs ? "anull" : ChooseFilters(ceiling_db), sink);
}

SoundLeveller::Filters SoundLeveller::ChooseFilters(double ceiling_db) const {
  const auto filters = [&](double gain) {
    return LevelFilters(gain, measured_->peak_db, ceiling_db, format_.sample_rate);
  };
  double gain = std::min(kMaxGainDb, lufs_ - measured_->lufs);
  for (int i = 0; i < kMaxCorrections && measured_->peak_db + gain > ceiling_db; ++i) {
    const double missed = lufs_ - Measure(filters(gain)).lufs;
    if (std::abs(missed) < kNearEnough) break;
    gain = std::min(kMaxGainDb, gain + missed);
  }
  return filters(gain);
}

Loudness SoundLeveller::Measure(const Filters& filters) const {
  LoudnessMeter meter;
  Play(filters, [&](const av::Frame& sound) { meter.Feed(sound); });
  return meter.Finish();
}

av::Frame SoundLeveller::Load(std::uint64_t offset, int samples) const {
  AVChannelLayout layout{};
  av_channel_layout_default(&layout, format_.channels);
  av::Frame sound = av::NewSound(AV_SAMPLE_FMT_FLTP, layout, format_.sample_rate, samples);
  const std::size_t bytes = static_cast<std::size_t>(samples) * sizeof(float);
  for (int channel = 0; channel < format_.channels; ++channel) {
    file_.Read(offset + static_cast<std::uint64_t>(channel) * bytes, sound->extended_data[channel], bytes);
  }
  return sound;
}

void SoundLeveller::Play(const Filters& filters, const Sink& sink) const {
  if (samples_.empty()) return;
  av::Graph graph = av::Graph::ForAudio(*Load(0, samples_.front()), {1, format_.sample_rate}, filters);
  std::int64_t played = 0;
  const auto drain = [&] {
    av::Frame sound;
    while (graph.Pull(sound)) {
      // Resampling may leave a few samples more at the end.
      sound->nb_samples = static_cast<int>(std::min<std::int64_t>(sound->nb_samples, total_ - played));
      sound->pts = played;
      played += sound->nb_samples;
      if (sound->nb_samples > 0) sink(sound);
    }
  };
  std::uint64_t offset = 0;
  std::int64_t pushed = 0;
  for (const int samples : samples_) {
    const av::Frame sound = Load(offset, samples);
    sound->pts = pushed;
    graph.Push(sound.get());
    pushed += samples;
    offset += static_cast<std::uint64_t>(samples) * static_cast<std::uint64_t>(format_.channels) * sizeof(float);
    drain();
  }
  graph.Push(nullptr);
  drain();
}

}  // namespace clipbox::media
