#include "media/preview/sound_shape.h"

#include <algorithm>

#include "av/input.h"
#include "base/error.h"
#include "media/source/sound_format.h"
#include "media/source/stretch_reader.h"

namespace clipbox::media {
namespace {

void Widen(SoundShape& shape, std::size_t at, float low, float high) {
  shape.min[at] = std::min(shape.min[at], std::max(low, -1.0F));
  shape.max[at] = std::max(shape.max[at], std::min(high, 1.0F));
}

SoundShape Flat(std::size_t points) { return {std::vector<float>(points, 0), std::vector<float>(points, 0)}; }

void Add(const av::Frame& sound, double samples_a_point, SoundShape& shape) {
  for (int channel = 0; channel < sound->ch_layout.nb_channels; ++channel) {
    const auto* samples = reinterpret_cast<const float*>(sound->extended_data[channel]);
    for (int i = 0; i < sound->nb_samples; ++i) {
      const auto at = static_cast<std::size_t>(static_cast<double>(sound->pts + i) / samples_a_point);
      if (at < shape.min.size()) Widen(shape, at, samples[i], samples[i]);
    }
  }
}

}  // namespace

SoundShape ReadSoundShape(base::ByteSource& source, const SourceInfo& info, const Limits& limits,
                          const base::TimeRange& range, std::size_t points, std::stop_token stop) {
  if (!info.audio) throw base::Error(base::ErrorCode::kNoAudio, "this video has no sound");
  av::Input input(source, {stop, limits.max_streams, limits.open_deadline});
  SoundShape shape = Flat(points);
  const double samples_a_point =
      range.seconds() * SoundFormatFor(*info.audio).sample_rate / static_cast<double>(points);
  StretchCallbacks callbacks;
  callbacks.sound = [&](const av::Frame& sound) { Add(sound, samples_a_point, shape); };
  callbacks.go_on = [&](double) {
    if (stop.stop_requested()) throw base::Error(base::ErrorCode::kCancelled, "reading the sound was cancelled");
    return true;
  };
  StretchReader(input, info, limits, {.range = range, .pictures = false}, callbacks).Run();
  return shape;
}

SoundShape PartOf(const SoundShape& shape, double from, double to, std::size_t points) {
  SoundShape part = Flat(points);
  const auto all = static_cast<double>(shape.min.size());
  for (std::size_t i = 0; i < points; ++i) {
    const double share = (to - from) / static_cast<double>(points);
    const auto first = static_cast<std::size_t>((from + share * static_cast<double>(i)) * all);
    const auto last = static_cast<std::size_t>((from + share * static_cast<double>(i + 1)) * all);
    for (std::size_t at = first; at < std::min(std::max(last, first + 1), shape.min.size()); ++at)
      Widen(part, i, shape.min[at], shape.max[at]);
  }
  return part;
}

}  // namespace clipbox::media
