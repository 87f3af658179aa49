// Makes the sound of a stretch start at its first sample and stay in time: cuts what lies outside, fills gaps with
// silence, drops overlaps. Frames of planar floats in, frames of planar floats out, pts counted in samples from the
// start. One thread.
#pragma once

#include <cstdint>
#include <functional>

#include "av/frame.h"

namespace clipbox::media {

class SoundAligner {
 public:
  using Sink = std::function<void(const av::Frame&)>;

  // `origin` is the time of the stretch's start in samples on the clock of the frames that come; `total` its length in
  // samples.
  SoundAligner(std::int64_t origin, std::int64_t total, int sample_rate, Sink sink)
      : origin_(origin), total_(total), tolerance_(sample_rate / 50), sink_(std::move(sink)) {}

  // Requires: fltp, pts in samples.
  void Feed(const av::Frame& sound);
  // Ends the stretch; one that had no sound at all becomes silence of its whole length, shaped like `channels` and
  // `sample_rate`.
  void Finish(int channels, int sample_rate);

  bool complete() const { return next_ >= total_; }

 private:
  void EmitSilence(std::int64_t samples, const AVChannelLayout& layout, int sample_rate);
  void Emit(const av::Frame& sound, int skip, int samples);

  const std::int64_t origin_;
  const std::int64_t total_;
  const std::int64_t
      tolerance_;  // 20 ms: time stamps of Matroska are rounded, and a click is worse than a drift below a frame
  const Sink sink_;
  std::int64_t next_ = 0;  // position of the next sample to give out
};

}  // namespace clipbox::media
