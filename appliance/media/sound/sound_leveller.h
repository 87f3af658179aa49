// Brings the sound of a span to a loudness in two passes. All of it is measured and kept on the disk, then given out
// amplified, as often as it is asked for. Used by SoundEncoder. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "av/frame.h"
#include "base/files.h"
#include "media/sound/loudness.h"
#include "media/source/sound_format.h"

namespace clipbox::media {

class SoundLeveller {
 public:
  using Sink = std::function<void(const av::Frame&)>;

  // `lufs`: the loudness to reach. The samples wait on the disk of `directory`.
  SoundLeveller(const SoundFormat& format, double lufs, const std::filesystem::path& directory)
      : format_(format), lufs_(lufs), file_(directory) {}

  // Requires: planar floats of the format, without gaps.
  void Feed(const av::Frame& sound);
  // Gives out as many samples as came in, no true peak above `ceiling_db`. Silence stays silence. Nothing may be fed
  // any more.
  void GiveOut(double ceiling_db, const Sink& sink);

 private:
  using Filters = std::string;
  Filters ChooseFilters(double ceiling_db) const;
  Loudness Measure(const Filters& filters) const;
  void Play(const Filters& filters, const Sink& sink) const;
  // The frame of so many samples whose bytes begin at `offset`.
  av::Frame Load(std::uint64_t offset, int samples) const;

  const SoundFormat format_;
  const double lufs_;
  base::ScratchFile file_;
  std::vector<int> samples_;  // of each frame
  std::int64_t total_ = 0;
  LoudnessMeter meter_;
  std::optional<Loudness> measured_;  // once all was fed
};

}  // namespace clipbox::media
