// A server with a few routes of its own, for tests that speak to it by raw bytes.
#pragma once

#include <memory>
#include <string>

#include "http/router.h"
#include "http/server/server.h"

namespace clipbox::test {

// Knows one user: the bearer token `member`, `admin`, and the cookie `session-of-member`.
class TestAuthenticator final : public http::Authenticator {
 public:
  std::optional<http::Authentication> Authenticate(const http::Request& request) override;
};

class TestServer {
 public:
  explicit TestServer(http::ServerSettings settings = {});

  http::Router& router() { return router_; }
  // Adds a route open to all.
  void Open(std::string method, std::string pattern, http::Handler handler);
  int Start() { return port_ = server_.Start(); }
  int port() const { return port_; }
  http::Server& server() { return server_; }

 private:
  TestAuthenticator authenticator_;
  http::Router router_;
  http::Server server_;
  int port_ = 0;
};

// `GET path HTTP/1.1` with a Host, and more header lines (each with its CR LF).
std::string Get(std::string_view path, std::string_view more = "");
std::string WithBody(std::string_view method, std::string_view path, std::string_view body,
                     std::string_view more = "Content-Type: application/json\r\n");

}  // namespace clipbox::test
