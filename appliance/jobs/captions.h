// Captions as cues: read from SubRip or WebVTT as people bring them, cut to a clip, written as either. Styles and
// positions are left out: what stays is when something is said, and the words. Used by http (a file that was put),
// media (embedded ones, artifacts, burning) and work. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time_range.h"

namespace clipbox::jobs {

struct Cue : base::TimeRange {
  std::string text;  // UTF-8 without tags, lines separated by '\n', none of them empty
  bool operator==(const Cue&) const = default;
};

// Ascending by start; cues may overlap. Takes what files have in life: a byte order mark, UTF-16, any line ends,
// missing numbers, a comma or a point before milliseconds, tags, entities. A cue that ends before it begins or says
// nothing is left out. Throws: Error kEmptyFile, kInvalidField for text that is neither UTF-8 nor UTF-16, where no cue
// is found, and where all end before they begin.
std::vector<Cue> ParseCaptions(std::string_view bytes);

// Those within the range, timed from its start: what overlaps an edge is cut there, what lasts less than a millisecond
// is left out.
std::vector<Cue> CutCues(const std::vector<Cue>& cues, const base::TimeRange& range);

std::string ToWebVtt(const std::vector<Cue>& cues);
std::string ToSubRip(const std::vector<Cue>& cues);

// A cue's text out of one with tags, `{\an8}`, drawings of ASS and entities; may be empty. Takes time by its length,
// whatever it is.
std::string PlainCueText(std::string_view text);

}  // namespace clipbox::jobs
