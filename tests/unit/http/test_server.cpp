#include "unit/http/test_server.h"

#include "http/cookies.h"
#include "http/s3/error.h"

namespace clipbox::test {

std::optional<http::Authentication> TestAuthenticator::Authenticate(const http::Request& request) {
  const std::string_view token = http::BearerToken(request).value_or("");
  const std::string_view cookie = http::SessionCookie(request).value_or("");
  if (token == "admin") return http::Authentication{{jobs::UserId{"a"}, true, ""}, ""};
  if (token == "member") return http::Authentication{{jobs::UserId{"m"}, false, ""}, ""};
  if (cookie == "session-of-member")
    return http::Authentication{{jobs::UserId{"m"}, false, "s"}, "clipbox_session=renewed"};
  return std::nullopt;
}

http::Response SignedStandIn::Answer(http::Request& request) const {
  return Takes(request) ? handler_(request) : router_.Answer(request);
}

http::Response SignedStandIn::Refuse(const http::Request& request, const base::Error& error) const {
  return Takes(request) ? http::S3RefusalResponse(error) : router_.Refuse(request, error);
}

TestServer::TestServer(http::ServerSettings settings, http::Handler for_signed)
    : router_(authenticator_), stand_in_(router_, std::move(for_signed)), server_(settings, stand_in_) {
  Open("GET", "/ok", [](http::Request&) { return http::TextResponse("ok", "text/plain"); });
  Open("POST", "/echo", [](http::Request& request) { return http::TextResponse(request.Text(1 << 20), "text/plain"); });
  Open("POST", "/json", [](http::Request& request) { return http::JsonResponse(request.Json()); });
  Open("POST", "/unread", [](http::Request&) { return http::TextResponse("not read", "text/plain"); });
}

void TestServer::Open(std::string method, std::string pattern, http::Handler handler) {
  router_.Add({.method = method,
               .pattern = pattern,
               .name = method + pattern,
               .access = http::Access::kOpen,
               .handler = std::move(handler),
               .text = {}});
}

std::string Get(std::string_view path, std::string_view more) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(more) + "\r\n";
}

std::string WithBody(std::string_view method, std::string_view path, std::string_view body, std::string_view more) {
  return std::string(method) + " " + std::string(path) +
         " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + std::string(more) +
         "\r\n" + std::string(body);
}

}  // namespace clipbox::test
