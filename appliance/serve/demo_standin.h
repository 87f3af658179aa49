// Stands in for YouTube's public metadata in the demo: oEmbed and a thumbnail, on loopback, so that the demo needs no
// network. Start and destroy from one thread.
#pragma once

#include <string>

#include "http/router.h"
#include "http/server/server.h"

namespace clipbox::serve {

struct StandinVideo {
  std::string title;
  std::string author;
  std::string thumbnail;  // JPEG bytes
};

class DemoStandin {
 public:
  // Serves from now on. Throws: Error kConfiguration.
  explicit DemoStandin(StandinVideo video);

  std::string oembed_url() const { return origin() + "/oembed"; }
  // `127.0.0.1:port`: for youtube.thumbnail_hosts.
  std::string host() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  // Nobody signs in here.
  class NoAccounts final : public http::Authenticator {
   public:
    std::optional<http::Authentication> Authenticate(const http::Request&) override { return std::nullopt; }
  };

  std::string origin() const { return "http://" + host(); }
  http::Response Oembed(http::Request& request) const;
  http::Response Picture(http::Request& request) const;

  const StandinVideo video_;
  NoAccounts accounts_;
  http::Router router_;
  http::Server server_;
  int port_ = 0;
};

}  // namespace clipbox::serve
