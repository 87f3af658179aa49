// What YouTube says in public about a video: by oEmbed, and by the Data API where there is a key. Nothing of the video
// itself is fetched. Whatever comes back is checked for type and length and kept as plain text. Thread-safe; the
// HttpClient must outlive it.
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>

#include "youtube/endpoints.h"

namespace clipbox::youtube {

enum class MetadataOutcome {
  kFetched,
  kLimited,      // private, unlisted or embedding off: exists, but nothing is told
  kRemoved,      // there is no such video
  kUnreachable,  // not now: network, 429, 5xx, an answer that is not understood
  kOff,          // youtube.metadata=off
};

enum class MetadataSource { kOembed, kDataApi };

struct VideoMetadata {
  std::string title;
  std::optional<std::string> author_name;
  std::optional<std::string> author_url;
  std::optional<std::string> thumbnail_url;  // one that FetchThumbnail takes
  std::optional<double> duration_seconds;    // Data API only
  std::optional<std::string> description;    // Data API only
  MetadataSource source = MetadataSource::kOembed;
};

struct MetadataResult {
  MetadataOutcome outcome = MetadataOutcome::kUnreachable;
  VideoMetadata video;  // filled where outcome is kFetched
  std::string cause;    // for the log and the timeline: what was answered; empty where fetched
};

class MetadataClient {
 public:
  MetadataClient(net::HttpClient& http, Endpoints endpoints) : http_(http), endpoints_(std::move(endpoints)) {}

  // At most 5 s and 256 KiB per question; two questions with a key.
  // Requires: `video_id` of ParseVideoUrl. Throws: Error kCancelled (stop) only; all else is an outcome.
  MetadataResult Fetch(const std::string& video_id, std::stop_token stop) const;

  const Endpoints& endpoints() const { return endpoints_; }

 private:
  MetadataResult AskOembed(const std::string& video_id, const std::stop_token& stop) const;
  std::optional<VideoMetadata> AskDataApi(const std::string& video_id, const std::stop_token& stop) const;

  net::HttpClient& http_;
  const Endpoints endpoints_;
};

}  // namespace clipbox::youtube
