// A part of a film. Plain value; what is one and more (a clip, a cue) derives from it.
#pragma once

#include <optional>

namespace clipbox::base {

inline constexpr double kMaxSeconds = 1e9;  // that anybody may say: far beyond any media.max_duration

struct TimeRange {
  double start = 0;  // seconds from the film's zero
  double end = 0;    // > start

  double seconds() const { return end - start; }
  bool operator==(const TimeRange&) const = default;
};

// Of the whole film: no range, and no time.
inline std::optional<double> StartOf(const std::optional<TimeRange>& range) {
  return range ? std::optional(range->start) : std::nullopt;
}
inline std::optional<double> EndOf(const std::optional<TimeRange>& range) {
  return range ? std::optional(range->end) : std::nullopt;
}

}  // namespace clipbox::base
