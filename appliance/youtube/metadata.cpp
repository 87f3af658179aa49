#include "youtube/metadata.h"

#include "base/encoding.h"
#include "base/error.h"
#include "base/log.h"
#include "youtube/answer.h"
#include "youtube/video_url.h"

namespace clipbox::youtube {
namespace {

// An answer is about 1 KiB; the bounds are for what is not YouTube. Configured, since the operator may name another
// endpoint.
net::HttpRequest Question(const std::string& url) {
  net::HttpRequest request;
  request.url = url;
  request.reach = net::Reach::kConfigured;
  request.max_bytes = 256 * 1024;
  request.connect_timeout = std::chrono::seconds(3);
  request.total_timeout = std::chrono::seconds(5);
  return request;
}

// YouTube answers a private video with this word in place of JSON, under more than one status.
bool SaysForbidden(std::string_view body) {
  constexpr std::string_view kWord = "Forbidden";
  return body.substr(0, kWord.size()) == kWord && body.size() < kWord.size() + 3;
}

MetadataResult Without(MetadataOutcome outcome, const std::string& cause) {
  return {.outcome = outcome, .video = {}, .cause = cause};
}

// 401 is embedding switched off, 403 a private video, 404 a removed one, 400 an id that never was. 3xx is not followed.
MetadataResult JudgeOembed(const net::HttpResponse& response, const Endpoints& endpoints) {
  const std::string cause = "status " + std::to_string(response.status);
  if (response.status == 401 || response.status == 403 || SaysForbidden(response.body))
    return Without(MetadataOutcome::kLimited, cause);
  if (response.status == 404 || response.status == 400) return Without(MetadataOutcome::kRemoved, cause);
  if (response.status != 200) return Without(MetadataOutcome::kUnreachable, cause);
  const std::optional<VideoMetadata> video = ReadOembed(response.body, endpoints);
  if (!video) return Without(MetadataOutcome::kUnreachable, "an answer that is not understood");
  return {.outcome = MetadataOutcome::kFetched, .video = *video, .cause = ""};
}

}  // namespace

MetadataResult MetadataClient::Fetch(const std::string& video_id, std::stop_token stop) const {
  if (!endpoints_.ask_network) return Without(MetadataOutcome::kOff, "youtube.metadata is off");
  if (!endpoints_.api_key.empty()) {
    if (const std::optional<VideoMetadata> video = AskDataApi(video_id, stop)) {
      return {.outcome = MetadataOutcome::kFetched, .video = *video, .cause = ""};
    }
  }
  // Also what tells a private video from a removed one: the Data API lists neither.
  return AskOembed(video_id, stop);
}

MetadataResult MetadataClient::AskOembed(const std::string& video_id, const std::stop_token& stop) const {
  const std::string url =
      endpoints_.oembed_url + "?url=" + base::PercentEncode(CanonicalUrl(video_id)) + "&format=json";
  try {
    return JudgeOembed(http_.Send(Question(url), stop), endpoints_);
  } catch (const base::Error& error) {
    if (error.code() == base::ErrorCode::kCancelled) throw;
    return Without(MetadataOutcome::kUnreachable, error.what());
  }
}

std::optional<VideoMetadata> MetadataClient::AskDataApi(const std::string& video_id,
                                                        const std::stop_token& stop) const {
  const std::string url = endpoints_.api_url +
                          "/videos?part=snippet,contentDetails&id=" + base::PercentEncode(video_id) +
                          "&key=" + base::PercentEncode(endpoints_.api_key);
  try {
    const net::HttpResponse response = http_.Send(Question(url), stop);
    if (response.status == 200) return ReadDataApi(response.body, video_id, endpoints_);
    // A spent quota or a wrong key is the operator's to see, not a reason to have no title.
    base::LogWarning("youtube.data_api_refused", {{"status", response.status}});
  } catch (const base::Error& error) {
    if (error.code() == base::ErrorCode::kCancelled) throw;
    base::LogWarning("youtube.data_api_unreachable", {{"cause", error.what()}});
  }
  return std::nullopt;
}

}  // namespace clipbox::youtube
