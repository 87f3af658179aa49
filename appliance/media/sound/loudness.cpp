#include "media/sound/loudness.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace clipbox::media {
namespace {

std::optional<double> Figure(const AVFrame& frame, const char* key) {
  const AVDictionaryEntry* entry = av_dict_get(frame.metadata, key, nullptr, 0);
  return entry == nullptr ? std::nullopt : base::ParseNumber<double>(entry->value);
}

}  // namespace

void LoudnessMeter::Feed(const av::Frame& sound) {
  if (!graph_) graph_ = av::Graph::ForAudio(*sound, {1, sound->sample_rate}, "ebur128=metadata=1:peak=true");
  graph_->Push(sound.get());
  Take();
}

Loudness LoudnessMeter::Finish() {
  if (graph_) {
    graph_->Push(nullptr);
    Take();
  }
  return loudness_;
}

void LoudnessMeter::Take() {
  av::Frame frame;
  while (graph_->Pull(frame)) {
    // Each figure is of all the sound so far.
    loudness_.lufs = Figure(*frame, "lavfi.r128.I").value_or(loudness_.lufs);
    for (const char* channel : {"lavfi.r128.true_peaks_ch0", "lavfi.r128.true_peaks_ch1"}) {
      const double peak = Figure(*frame, channel).value_or(0);
      if (peak > 0) loudness_.peak_db = std::max(loudness_.peak_db, 20 * std::log10(peak));
    }
  }
}

std::string LevelFilters(double gain_db, double peak_db, double ceiling_db, int sample_rate) {
  const std::string gain = "volume=" + std::to_string(gain_db) + "dB:precision=float";
  if (peak_db + gain_db <= ceiling_db) return gain;
  // At four times the rate the limiter sees the peaks between samples.
  return gain + ",aresample=" + std::to_string(4 * sample_rate) +
         ",alimiter=limit=" + std::to_string(std::pow(10, ceiling_db / 20)) +
         ":level=0:latency=1:attack=5:release=80,aresample=" + std::to_string(sample_rate) +
         ",aformat=sample_fmts=fltp";
}

}  // namespace clipbox::media
