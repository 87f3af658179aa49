#include "media/look/sound_levels.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace clipbox::media {
namespace {

constexpr float kFloor = -100;      // of digital silence
constexpr float kHeard = -60;       // what counts for the usual level
constexpr double kQuietBelow = 30;  // dB below the usual level
constexpr double kLoudAbove = 6;
constexpr double kMinSeconds = 0.5;
constexpr double kJoinSeconds = 0.5;
constexpr int kSmoothing = 20;  // levels: 400 ms, as loudness meters have it for the moment
constexpr std::size_t kMaxLoud = 50;

std::optional<float> UsualLevel(const std::vector<float>& levels) {
  std::vector<float> heard;
  std::copy_if(levels.begin(), levels.end(), std::back_inserter(heard), [](float level) { return level > kHeard; });
  if (heard.empty()) return std::nullopt;
  const auto middle = heard.begin() + static_cast<std::ptrdiff_t>(heard.size() / 2);
  std::nth_element(heard.begin(), middle, heard.end());
  return *middle;
}

// A whole number of hundredths, as people read it.
double SecondsOf(std::size_t level) { return static_cast<double>(level * 2) / 100; }
static_assert(SoundLevels::kSeconds == 0.02);

template <class Wanted>
std::vector<base::TimeRange> Runs(const std::vector<float>& levels, Wanted wanted) {
  std::vector<base::TimeRange> runs;
  for (std::size_t i = 0; i < levels.size();) {
    std::size_t end = i;
    while (end < levels.size() && wanted(levels[end])) ++end;
    if (end > i) runs.push_back({SecondsOf(i), SecondsOf(end)});
    i = std::max(end, i + 1);
  }
  return runs;
}

void DropShort(std::vector<base::TimeRange>& stretches) {
  std::erase_if(stretches, [](const base::TimeRange& each) { return each.end - each.start < kMinSeconds - 1e-9; });
}

std::vector<base::TimeRange> Joined(const std::vector<base::TimeRange>& stretches) {
  std::vector<base::TimeRange> joined;
  for (const base::TimeRange& each : stretches) {
    if (!joined.empty() && each.start - joined.back().end < kJoinSeconds)
      joined.back().end = each.end;
    else
      joined.push_back(each);
  }
  return joined;
}

// The mean energy of 400 ms around each level.
std::vector<float> Smoothed(const std::vector<float>& levels) {
  std::vector<double> sums = {0};
  for (const float level : levels) sums.push_back(sums.back() + std::pow(10.0, level / 10.0));
  std::vector<float> smooth;
  const auto count = static_cast<std::ptrdiff_t>(levels.size());
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    const auto from = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, i - kSmoothing / 2));
    const auto to = static_cast<std::size_t>(std::min(count, i + kSmoothing / 2));
    smooth.push_back(
        static_cast<float>(10 * std::log10(std::max(1e-10, (sums[to] - sums[from]) / static_cast<double>(to - from)))));
  }
  return smooth;
}

double MeanLevel(const std::vector<float>& levels, const base::TimeRange& stretch) {
  const auto from = static_cast<std::size_t>(std::lround(stretch.start / SoundLevels::kSeconds));
  const auto to = std::min(levels.size(), static_cast<std::size_t>(std::lround(stretch.end / SoundLevels::kSeconds)));
  double sum = 0;
  for (std::size_t i = from; i < to; ++i) sum += levels[i];
  return sum / static_cast<double>(std::max<std::size_t>(1, to - from));
}

}  // namespace

void SoundLevels::Feed(const AVFrame& sound) {
  const int window = static_cast<int>(std::lround(sound.sample_rate * kSeconds));
  for (int i = 0; i < sound.nb_samples; ++i) {
    for (int channel = 0; channel < sound.ch_layout.nb_channels; ++channel) {
      const float sample = reinterpret_cast<const float*>(sound.extended_data[channel])[i];
      energy_ += static_cast<double>(sample) * sample / sound.ch_layout.nb_channels;
    }
    if (++samples_ < window) continue;
    levels_.push_back(std::max(kFloor, static_cast<float>(10 * std::log10(std::max(1e-12, energy_ / samples_)))));
    energy_ = 0;
    samples_ = 0;
  }
}

std::vector<base::TimeRange> FindSilences(const std::vector<float>& levels) {
  const double quiet = std::clamp(UsualLevel(levels).value_or(kFloor) - kQuietBelow, -60.0, -40.0);
  std::vector<base::TimeRange> silences = Runs(levels, [&](float level) { return level < quiet; });
  DropShort(silences);
  return silences;
}

std::vector<base::TimeRange> FindLoud(const std::vector<float>& levels) {
  const auto usual = UsualLevel(levels);
  if (!usual) return {};
  const std::vector<float> smooth = Smoothed(levels);
  std::vector<base::TimeRange> loud = Joined(Runs(smooth, [&](float level) { return level > *usual + kLoudAbove; }));
  DropShort(loud);
  std::stable_sort(loud.begin(), loud.end(), [&](const base::TimeRange& a, const base::TimeRange& b) {
    return MeanLevel(smooth, a) > MeanLevel(smooth, b);
  });
  if (loud.size() > kMaxLoud) loud.resize(kMaxLoud);
  std::sort(loud.begin(), loud.end(),
            [](const base::TimeRange& a, const base::TimeRange& b) { return a.start < b.start; });
  return loud;
}

}  // namespace clipbox::media
