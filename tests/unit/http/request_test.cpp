#include "http/request.h"

#include "base/error.h"
#include "catch.h"
#include "unit/http/raw_client.h"
#include "unit/http/test_server.h"

namespace clipbox {
namespace {

using test::RawClient;
using test::StatusOf;
using test::TestServer;
using test::WithBody;

TEST_CASE("a JSON body needs its type, its length, and at most a mebibyte") {
  TestServer server;
  RawClient client(server.Start());
  const auto status = [&client](const std::string& bytes) {
    client.Send(bytes);
    return StatusOf(client.Answer());
  };
  CHECK(status(WithBody("POST", "/json", "{\"a\": [1]}")) == 200);
  CHECK(status(WithBody("POST", "/json", "{}", "Content-Type: Application/JSON; charset=utf-8\r\n")) == 200);
  CHECK(status(WithBody("POST", "/json", "{}", "Content-Type: text/plain\r\n")) == 415);
  CHECK(status(WithBody("POST", "/json", "{}", "")) == 415);
  CHECK(status(WithBody("POST", "/json", "{\"a\": 1, \"a\": 2}")) == 400);
  CHECK(status("POST /json HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\r\n") == 411);
  const std::string most = "\"" + std::string((1 << 20) - 2, 'x') + "\"";
  CHECK(status(WithBody("POST", "/json", most)) == 200);
  CHECK(status(WithBody("POST", "/json", most + " ")) == 413);
}

TEST_CASE("limits and flags of a query are checked") {
  http::Request request;
  const auto limit = [&request](std::string_view target) {
    request.target = http::ParseTarget(target);
    return request.Limit();
  };
  CHECK(limit("/") == 50);
  CHECK(limit("/?limit=200") == 200);
  for (const char* bad : {"/?limit=0", "/?limit=201", "/?limit=-1", "/?limit=", "/?limit=1x", "/?limit=99999999999"}) {
    CHECK_THROWS_AS(limit(bad), base::Error);
  }
  request.target = http::ParseTarget("/?download=1&other=no");
  CHECK(request.QueryFlag("download"));
  CHECK_FALSE(request.QueryFlag("absent"));
  CHECK_THROWS_AS(request.QueryFlag("other"), base::Error);
}

}  // namespace
}  // namespace clipbox
