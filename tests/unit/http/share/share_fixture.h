// A share of a job with two clips, of which the second has a poster, a GIF and captions: hostile in every text.
#pragma once

#include <string>

#include "http/share/share_page.h"

namespace clipbox::test {

inline constexpr const char* kHostile = "\"><script>alert(1)</script>&'";

struct ShareFixture {
  ShareFixture() {
    using enum jobs::ArtifactType;
    shared.job.title = kHostile;
    shared.share.id.value = "SHARE";
    shared.share.token = "TOKEN";
    Add("v1", kClip, "", 0, "video/mp4", "a.mp4");
    Add("v2", kClip, kHostile, 5, "video/mp4", "b.mp4");
    Add("g2", kGif, kHostile, 5, "image/gif", "b.gif");
    Add("p2", kPoster, kHostile, 5, "image/jpeg", "b.jpg");
    Add("c2", kCaptions, kHostile, 5, "text/vtt", "b.vtt");
    Add("s2", kCaptions, std::string(kHostile) + " srt", 5, "application/x-subrip", "b.srt");
    Add("x", kStoryboard, "", std::nullopt, "image/jpeg", "board.jpg");
  }

  void Add(const std::string& id, jobs::ArtifactType type, const std::string& label, std::optional<double> start,
           const std::string& content_type, const std::string& file) {
    jobs::Artifact artifact;
    artifact.id.value = id;
    artifact.type = type;
    artifact.label = label;
    if (start) artifact.range = base::TimeRange{*start, *start + 2};
    artifact.duration_seconds = 2;
    artifact.width = 640;
    artifact.height = 360;
    artifact.size_bytes = 1'234'567;
    artifact.content_type = content_type;
    artifact.key = "clipbox/a/" + file;
    shared.artifacts.push_back(artifact);
  }

  http::ShareView ViewOf(const std::vector<std::string>& ids) {
    shared.share.artifact_ids.clear();
    for (const std::string& id : ids) shared.share.artifact_ids.push_back({id});
    return http::ViewOf(shared);
  }

  std::string Page(const std::vector<std::string>& ids, const std::string& clip = "") {
    const http::ShareView view = ViewOf(ids);
    return http::SharePage(place, shared.share, view, clip).code();
  }

  static std::size_t CountOf(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
  }

  store::SharedJob shared;
  http::WordBook book;
  http::ShareLooks looks;
  http::SharePlace place{book.For("en"), looks, "https://clips.example.org", "/s/TOKEN"};
};

}  // namespace clipbox::test
