// A video's picture, fetched by the server so that the page needs no other origin. Only from listed hosts, never
// following a redirect. Thread-safe.
#pragma once

#include <stop_token>
#include <string>

#include "youtube/endpoints.h"

namespace clipbox::youtube {

struct Thumbnail {
  std::string bytes;
  std::string content_type;  // image/jpeg, image/png or image/webp, told from the bytes
};

// At most 5 s and 1 MiB. Throws: Error kInvalidUrl (a host that is not listed, an address out of data that is private),
// kUnreachable (network, any status but 200), kTooLarge, kCancelled. And kUnsupportedMediaType if it is not one of the
// three kinds of picture.
Thumbnail FetchThumbnail(net::HttpClient& http, const Endpoints& endpoints, const std::string& url,
                         std::stop_token stop);

}  // namespace clipbox::youtube
