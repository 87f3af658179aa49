// What every answer below `/s/` carries: nothing is kept by caches or search engines, no address leaks to other sites,
// and a browser runs nothing. Pure.
#pragma once

#include <string>

#include "http/response.h"
#include "http/share/html.h"

namespace clipbox::http {

// Which sites may show a page in a frame.
enum class Frames { kNone, kAll };

// Where media may come from beside the page's own origin: where presigned URLs point.
struct MediaOrigins {
  std::string server;  // as the person's client reaches it
  std::string store;   // empty: there, too
};

Response PageAnswer(const Html& html, const MediaOrigins& origins, Frames frames, int status = 200);

// For media and oEmbed, which other sites show: adds what PageAnswer adds to pages.
Response ForOtherSites(Response response);

}  // namespace clipbox::http
