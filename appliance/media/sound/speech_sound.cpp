#include "media/sound/speech_sound.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>

#include "av/graph.h"
#include "av/input.h"
#include "base/error.h"
#include "media/source/sound_format.h"
#include "media/source/stretch_reader.h"

namespace clipbox::media {
namespace {

constexpr std::uint32_t kRate = 16'000;
constexpr std::size_t kMaxWindowSeconds = 20;  // in which a piece may end

void AddNumber(std::string& bytes, std::uint32_t number, int size) {
  for (int i = 0; i < size; ++i) bytes += static_cast<char>(number >> (8 * i) & 0xFF);
}

// RIFF with one chunk of PCM (little endian).
std::string WavOf(const std::string& samples) {
  const auto size = static_cast<std::uint32_t>(samples.size());
  std::string wav = "RIFF";
  AddNumber(wav, 36 + size, 4);
  wav += "WAVEfmt ";
  AddNumber(wav, 16, 4);
  AddNumber(wav, 1, 2);  // PCM
  AddNumber(wav, 1, 2);  // channels
  AddNumber(wav, kRate, 4);
  AddNumber(wav, kRate * 2, 4);
  AddNumber(wav, 2, 2);
  AddNumber(wav, 16, 2);
  wav += "data";
  AddNumber(wav, size, 4);
  return wav + samples;
}

std::string ReadSamples(base::ByteSource& source, const SourceInfo& info, const Limits& limits,
                        const base::TimeRange& stretch, const std::stop_token& stop) {
  av::Input input(source, {stop, limits.max_streams, limits.open_deadline});
  std::string samples;
  std::optional<av::Graph> graph;
  const auto drain = [&] {
    av::Frame small;
    while (graph->Pull(small))
      samples.append(reinterpret_cast<const char*>(small->data[0]), static_cast<std::size_t>(small->nb_samples) * 2);
  };
  StretchCallbacks callbacks;
  callbacks.sound = [&](const av::Frame& sound) {
    if (!graph) {
      graph =
          av::Graph::ForAudio(*sound, {1, sound->sample_rate},
                              "aresample=" + std::to_string(kRate) + ",aformat=sample_fmts=s16:channel_layouts=mono");
    }
    graph->Push(sound.get());
    drain();
  };
  callbacks.go_on = [&](double) {
    if (stop.stop_requested()) throw base::Error(base::ErrorCode::kCancelled, "the work was cancelled");
    return true;
  };
  const StretchRequest request{.range = stretch, .pictures = false};
  StretchReader(input, info, limits, request, callbacks).Run();
  if (graph) {
    graph->Push(nullptr);
    drain();
  }
  return samples;
}

// Where the quietest tenth of a second of the last part begins, in bytes.
std::size_t QuietestMoment(const std::string& samples) {
  constexpr std::size_t kBlockBytes = kSpeechBytesPerSecond / 10;
  const std::size_t window = std::min<std::size_t>(samples.size() / 3, kMaxWindowSeconds * kSpeechBytesPerSecond);
  std::size_t quietest = samples.size();
  double least = std::numeric_limits<double>::max();
  for (std::size_t at = (samples.size() - window) / kBlockBytes * kBlockBytes; at + kBlockBytes <= samples.size();
       at += kBlockBytes) {
    double energy = 0;
    for (std::size_t i = at; i < at + kBlockBytes; i += 2) {
      const auto low = static_cast<std::uint8_t>(samples[i]);
      const auto sample = static_cast<std::int16_t>(low | static_cast<std::uint8_t>(samples[i + 1]) << 8);
      energy += static_cast<double>(sample) * sample;
    }
    if (energy < least) least = energy, quietest = at + kBlockBytes / 2;
  }
  return quietest;
}

}  // namespace

SpeechSound ReadSpeech(base::ByteSource& source, const SourceInfo& info, const Limits& limits,
                       const base::TimeRange& stretch, double most_seconds, std::stop_token stop) {
  const bool whole = stretch.end - stretch.start <= most_seconds;
  std::string samples =
      ReadSamples(source, info, limits, {stretch.start, whole ? stretch.end : stretch.start + most_seconds}, stop);
  if (whole) return {WavOf(samples), stretch.end - stretch.start};
  samples.resize(QuietestMoment(samples) / 2 * 2);
  return {WavOf(samples), static_cast<double>(samples.size()) / kSpeechBytesPerSecond};
}

}  // namespace clipbox::media
