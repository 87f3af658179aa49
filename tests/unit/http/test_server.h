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

// Stands before a router as http/s3/gate.h does, with a handler instead of a store.
class SignedStandIn final : public http::Answerer {
 public:
  SignedStandIn(const http::Router& router, http::Handler handler) : router_(router), handler_(std::move(handler)) {}
  http::Response Answer(http::Request& request) const override;
  http::Response Refuse(const http::Request& request, const base::Error& error) const override;

 private:
  bool Takes(const http::Request& request) const { return handler_ && request.is_aws_signed; }

  const http::Router& router_;
  const http::Handler handler_;
};

class TestServer {
 public:
  // `for_signed` answers what is signed for the object store; without one the router answers everything.
  explicit TestServer(http::ServerSettings settings = {}, http::Handler for_signed = {});

  http::Router& router() { return router_; }
  // Adds a route open to all.
  void Open(std::string method, std::string pattern, http::Handler handler);
  int Start() { return port_ = server_.Start(); }
  int port() const { return port_; }
  http::Server& server() { return server_; }

 private:
  TestAuthenticator authenticator_;
  http::Router router_;
  SignedStandIn stand_in_;
  http::Server server_;
  int port_ = 0;
};

// `GET path HTTP/1.1` with a Host, and more header lines (each with its CR LF).
std::string Get(std::string_view path, std::string_view more = "");
std::string WithBody(std::string_view method, std::string_view path, std::string_view body,
                     std::string_view more = "Content-Type: application/json\r\n");

}  // namespace clipbox::test
