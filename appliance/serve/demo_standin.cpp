#include "serve/demo_standin.h"

#include "base/json.h"

namespace clipbox::serve {

DemoStandin::DemoStandin(StandinVideo video) : video_(std::move(video)), router_(accounts_), server_({}, router_) {
  router_.Add({.method = "GET",
               .pattern = "/oembed",
               .name = "oembed",
               .access = http::Access::kOpen,
               .handler = [this](http::Request& request) { return Oembed(request); },
               .text = {},
               .documented = false});
  router_.Add({.method = "GET",
               .pattern = "/picture.jpg",
               .name = "picture",
               .access = http::Access::kOpen,
               .handler = [this](http::Request& request) { return Picture(request); },
               .text = {},
               .documented = false});
  port_ = server_.Start();
}

http::Response DemoStandin::Oembed(http::Request&) const {
  return http::JsonResponse({{"type", "video"},
                             {"version", "1.0"},
                             {"title", video_.title},
                             {"author_name", video_.author},
                             {"author_url", "https://www.youtube.com/@clipbox-demo"},
                             {"thumbnail_url", origin() + "/picture.jpg"},
                             {"thumbnail_width", 480},
                             {"thumbnail_height", 270}});
}

http::Response DemoStandin::Picture(http::Request&) const { return http::TextResponse(video_.thumbnail, "image/jpeg"); }

}  // namespace clipbox::serve
