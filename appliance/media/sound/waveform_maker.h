// The `waveform` of a whole video: its peaks as JSON, which the page draws, and as a picture. Each is one maker's; both
// listen to the same sound. One thread.
#pragma once

#include <cstdint>
#include <vector>

#include "media/maker/output_maker.h"

namespace clipbox::media {

// The loudest sample of each of many short stretches, 0 to 1, whatever the length.
class Peaks {
 public:
  // Requires: planar floats, without gaps.
  void Feed(const av::Frame& sound);

  // As so many stretches of equal length, at most as many as were heard.
  std::vector<double> Reduce(std::size_t count) const;
  double seconds() const { return rate_ > 0 ? static_cast<double>(samples_) / rate_ : 0; }

 private:
  int rate_ = 0;
  std::int64_t samples_ = 0;
  std::vector<float> finest_;  // a hundred a second
};

// `{"durationSeconds": 12.5, "peaksPerSecond": 20, "peaks": [0.012, …]}`
class WaveformPeaksMaker final : public OutputMaker {
 public:
  WaveformPeaksMaker(const SpanContext& context, std::filesystem::path path)
      : OutputMaker(std::move(path)), context_(context) {}
  void Sound(const av::Frame& sound) override { peaks_.Feed(sound); }
  bool wants_sound() const override { return true; }
  void Finish(Made& made) override;

 private:
  const SpanContext& context_;
  Peaks peaks_;
};

// A PNG with a transparent ground.
class WaveformMaker final : public OutputMaker {
 public:
  WaveformMaker(const SpanContext& context, std::filesystem::path path)
      : OutputMaker(std::move(path)), context_(context) {}
  void Sound(const av::Frame& sound) override { peaks_.Feed(sound); }
  bool wants_sound() const override { return true; }
  void Finish(Made& made) override;

 private:
  const SpanContext& context_;
  Peaks peaks_;
};

}  // namespace clipbox::media
