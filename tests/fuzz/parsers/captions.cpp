// SubRip and WebVTT: what was read can be written in both forms and read again as the same cues.
#include "jobs/captions.h"

#include <algorithm>

#include "base/error.h"
#include "fuzz/parsers/fuzz_target.h"

namespace clipbox::fuzz {

std::vector<std::string> Seeds(const std::string&) {
  return {"1\n00:00:01,000 --> 00:00:02,500\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\n<i>two</i>\nlines\n",
          "WEBVTT\n\nNOTE a note\n\nintro\n00:01.000 --> 00:02.000 align:start position:0%\nA &amp; B\n\n",
          "\xEF\xBB\xBF"
          "1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}{\\p1}m 0 0 l 1 1{\\p0}drawn\r\n",
          std::string("\xFF\xFE"
                      "1\0\n\0"
                      "0\0:\0"
                      "1\0 \0-\0-\0>\0 \0"
                      "0\0:\0"
                      "2\0\n\0"
                      "a\0",
                      32),
          "WEBVTT\n\n00:00:00.000 --> 99:59:59.999\n<c.yellow>colour</c> <00:00:01.000>karaoke\n"};
}

bool IsRefusal(const std::exception& error) { return dynamic_cast<const base::Error*>(&error) != nullptr; }

void Try(std::string_view input) {
  const std::vector<jobs::Cue> cues = jobs::ParseCaptions(input);
  for (std::size_t i = 0; i < cues.size(); ++i) {
    Expect(cues[i].end > cues[i].start, "a cue ends after it begins");
    Expect(!cues[i].text.empty(), "a cue says something");
    Expect(i == 0 || cues[i].start >= cues[i - 1].start, "cues ascend");
  }
  if (cues.empty()) return;
  Expect(jobs::ParseCaptions(jobs::ToWebVtt(cues)).size() == cues.size(), "WebVTT of cues has all of them");
  // SubRip has no way to write an arrow that is a word and not a time.
  const bool has_arrow = std::any_of(cues.begin(), cues.end(),
                                     [](const jobs::Cue& cue) { return cue.text.find("-->") != std::string::npos; });
  Expect(has_arrow || jobs::ParseCaptions(jobs::ToSubRip(cues)).size() == cues.size(),
         "SubRip of cues has all of them");
  jobs::CutCues(cues, {cues.front().start, cues.back().end});
}

}  // namespace clipbox::fuzz
