// Links as people paste them: what is taken has eleven plain characters, and its canonical form is taken again.
#include "youtube/video_url.h"

#include "base/error.h"
#include "fuzz/parsers/fuzz_target.h"

namespace clipbox::fuzz {

namespace {

const std::vector<std::string> kHosts = {"www.youtube.com",          "youtube.com",       "m.youtube.com", "youtu.be",
                                         "www.youtube-nocookie.com", "studio.youtube.com"};

}  // namespace

std::vector<std::string> Seeds(const std::string&) {
  return {"https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1m30s",
          "youtu.be/dQw4w9WgXcQ?start=10&end=20",
          "https://m.youtube.com/shorts/dQw4w9WgXcQ",
          "https://www.youtube.com/attribution_link?u=%2Fwatch%3Fv%3DdQw4w9WgXcQ%26feature%3Dshare",
          "https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ",
          "https://studio.youtube.com/video/dQw4w9WgXcQ/edit",
          "https://www.youtube.com/playlist?list=PL0123456789abcdef",
          "dQw4w9WgXcQ"};
}

bool IsRefusal(const std::exception& error) { return dynamic_cast<const base::Error*>(&error) != nullptr; }

void Try(std::string_view input) {
  const youtube::VideoLink link = youtube::ParseVideoUrl(input, kHosts);
  Expect(link.video_id.size() == 11, "an id has eleven characters");
  Expect(!link.end || !link.start || *link.end > *link.start, "a proposed clip ends after it begins");
  Expect(youtube::ParseVideoUrl(link.canonical_url, kHosts).video_id == link.video_id,
         "the canonical link is the video");
}

}  // namespace clipbox::fuzz
