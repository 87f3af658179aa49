// Where YouTube's public metadata is asked and what of its answers is believed: the youtube.* settings. A value,
// constant once made.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "net/http_client.h"

namespace clipbox::youtube {

struct Endpoints {
  std::vector<std::string> hosts;            // of author pages
  std::vector<std::string> thumbnail_hosts;  // `host`, or `host:port`
  std::string oembed_url;
  std::string api_url;
  std::string api_key;      // empty: the Data API is not asked
  bool ask_network = true;  // youtube.metadata
};

// How a thumbnail's URL may be fetched. Over https it comes from a listed host's public address. If oembed_url is
// itself a plain http stand-in, a listed `host:port` may also lie on loopback or a private network. Returns nullopt if
// it may not be fetched at all.
std::optional<net::Reach> ThumbnailReach(const Endpoints& endpoints, const std::string& url);

}  // namespace clipbox::youtube
