// Which frames lie around a place in a film, from the times of its packets: nothing is decoded but where packets have
// none. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <stop_token>

#include "av/input.h"
#include "media/source/limits.h"
#include "media/source/source_info.h"

namespace clipbox::media {

// Ticks of the video stream from position zero.
struct FramePlace {
  std::int64_t time = 0;
  std::optional<std::int64_t> previous;
  std::optional<std::int64_t> next;
};

class FrameSearch {
 public:
  // Requires: info.video; `input` is opened on the source of `info` and outlives this.
  FrameSearch(av::Input& input, const SourceInfo& info, const Limits& limits, std::stop_token stop)
      : input_(input), info_(info), limits_(limits), stop_(std::move(stop)) {}

  // The frame with which a clip from `seconds` on begins: the next one, or the one that stands on the screen.
  // Returns nullopt if the source has no frame there. Throws: Error kCancelled, and what the source throws.
  std::optional<FramePlace> Find(double seconds);

 private:
  // Times of the frames from a key frame before `at` to two behind it, where there are so many.
  std::set<std::int64_t> TimesAround(std::int64_t at);
  // Those that lie before `end` seconds, at least; nullopt if packets have no times. What lies before `end` is fetched
  // ahead from a source that is far away.
  std::optional<std::set<std::int64_t>> PacketTimes(std::int64_t at, double end);
  std::set<std::int64_t> DecodedTimesAround(std::int64_t at);
  void Check() const;

  av::Input& input_;
  const SourceInfo& info_;
  const Limits& limits_;
  const std::stop_token stop_;
};

}  // namespace clipbox::media
