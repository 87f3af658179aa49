#include "youtube/endpoints.h"

#include <algorithm>

#include "net/url.h"

namespace clipbox::youtube {

std::optional<net::Reach> ThumbnailReach(const Endpoints& endpoints, const std::string& text) {
  const std::optional<net::Url> url = net::ParseUrl(text);
  if (!url || url->has_user_info) return std::nullopt;
  const auto& hosts = endpoints.thumbnail_hosts;
  const auto listed = [&](const std::string& host) { return std::ranges::find(hosts, host) != hosts.end(); };
  if (url->scheme == "https" && url->port == 443 && listed(url->host)) return net::Reach::kPublic;
  // The URL came out of the stand-in's own answer, and its host and port were named by the operator.
  const bool stand_in = endpoints.oembed_url.starts_with("http://");
  if (stand_in && listed(url->host + ":" + std::to_string(url->port))) return net::Reach::kConfigured;
  return std::nullopt;
}

}  // namespace clipbox::youtube
