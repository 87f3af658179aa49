#include "integration/api/youtube_stand_in.h"

namespace clipbox::test {

using base::Json;

YoutubeStandIn::YoutubeStandIn() : server_({}, router_) {
  const auto add = [this](const char* pattern, http::Handler handler) {
    router_.Add({.method = "GET",
                 .pattern = pattern,
                 .name = pattern,
                 .access = http::Access::kOpen,
                 .handler = std::move(handler),
                 .text = {}});
  };
  add("/oembed", [this](http::Request&) { return TellOembed(); });
  add("/v3/videos", [this](http::Request&) { return TellVideo(); });
  add("/thumb.jpg", [](http::Request&) { return http::TextResponse(kPicture, "image/jpeg"); });
  port_ = server_.Start();
}

youtube::Endpoints YoutubeStandIn::endpoints() const {
  return {.hosts = {"www.youtube.com", "youtube.com", "youtu.be"},
          .thumbnail_hosts = {"127.0.0.1:" + std::to_string(port_)},
          .oembed_url = origin() + "/oembed",
          .api_url = origin() + "/v3",
          .api_key = "key",
          .ask_network = true};
}

void YoutubeStandIn::SetDuration(const std::string& duration) {
  const base::MutexLock lock(mutex_);
  duration_ = duration;
}

void YoutubeStandIn::SetTexts(const std::string& title, const std::string& author) {
  const base::MutexLock lock(mutex_);
  title_ = title;
  author_ = author;
}

http::Response YoutubeStandIn::TellOembed() {
  const base::MutexLock lock(mutex_);
  ++questions_;
  if (status_ != 200) return http::TextResponse("no", "text/plain", status_);
  return http::JsonResponse({{"title", title_},
                             {"author_name", author_},
                             {"author_url", "https://www.youtube.com/@ann"},
                             {"thumbnail_url", origin() + "/thumb.jpg"}});
}

http::Response YoutubeStandIn::TellVideo() {
  const base::MutexLock lock(mutex_);
  if (duration_.empty()) return http::JsonResponse({{"items", Json::array()}});
  const Json snippet = {{"title", title_}, {"channelTitle", author_}, {"description", "0:00 Start\n1:00 Middle\n"}};
  const Json item = {{"id", "dQw4w9WgXcQ"}, {"snippet", snippet}, {"contentDetails", {{"duration", duration_}}}};
  return http::JsonResponse({{"items", Json::array({item})}});
}

}  // namespace clipbox::test
