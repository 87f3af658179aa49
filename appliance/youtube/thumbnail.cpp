#include "youtube/thumbnail.h"

#include "base/error.h"

namespace clipbox::youtube {
namespace {

using base::Error;
using base::ErrorCode;

// The kind by its signature; empty for any other. The header's word alone would let a page be kept as a picture.
std::string KindOf(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
  if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return "image/png";
  if (bytes.starts_with("RIFF") && bytes.size() > 12 && bytes.substr(8, 4) == "WEBP") return "image/webp";
  return "";
}

}  // namespace

Thumbnail FetchThumbnail(net::HttpClient& http, const Endpoints& endpoints, const std::string& url,
                         std::stop_token stop) {
  const std::optional<net::Reach> reach = ThumbnailReach(endpoints, url);
  if (!reach) {
    throw Error(ErrorCode::kInvalidUrl, "cannot fetch the thumbnail: its host is not in youtube.thumbnail_hosts",
                {.reason = "host"});
  }
  net::HttpRequest request;
  request.url = url;
  request.reach = *reach;
  request.max_bytes = 1 << 20;
  request.connect_timeout = std::chrono::seconds(3);
  request.total_timeout = std::chrono::seconds(5);
  net::HttpResponse response = http.Send(request, stop);
  if (response.status != 200) {
    throw Error(ErrorCode::kUnreachable,
                "cannot fetch the thumbnail: its host answered " + std::to_string(response.status));
  }
  // Both must agree: bytes can be a picture and a script at once, and the header is what a browser would have gone by.
  const std::string kind = KindOf(response.body);
  if (kind.empty() || !response.Header("content-type").starts_with("image/")) {
    throw Error(ErrorCode::kUnsupportedMediaType, "cannot keep the thumbnail: it is not a JPEG, PNG or WebP picture");
  }
  return {std::move(response.body), kind};
}

}  // namespace clipbox::youtube
