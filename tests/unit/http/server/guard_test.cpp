// The traps of cpp-httplib 0.11.4 and of HTTP/1.1 in general: each case passes bytes that the library alone lets
// through.
#include <array>

#include "catch.h"
#include "unit/http/raw_client.h"
#include "unit/http/test_server.h"

namespace clipbox {
namespace {

using test::BodyOf;
using test::Get;
using test::HeaderOf;
using test::RawClient;
using test::StatusOf;
using test::TestServer;
using test::WithBody;

// The one answer to these bytes, after which the connection ends.
std::string Refusal(TestServer& server, const std::string& bytes) {
  if (server.port() == 0) server.Start();
  RawClient client(server.port());
  client.Send(bytes);
  const std::string answer = client.Answer();
  REQUIRE(client.WaitForClose());
  return answer;
}

TEST_CASE("a head without an end is refused once it is too long") {
  TestServer server;
  CHECK(StatusOf(Refusal(server, "GET /" + std::string(20'000, 'a'))) == 414);
  CHECK(StatusOf(Refusal(server, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + std::string(20'000, 'a'))) == 431);
  std::string many = "GET /ok HTTP/1.1\r\nHost: localhost\r\n";
  for (int i = 0; i < 200; ++i) many += "X-" + std::to_string(i) + ": " + std::string(100, 'v') + "\r\n";
  CHECK(StatusOf(Refusal(server, many)) == 431);
}

TEST_CASE("more than a hundred headers are refused") {
  TestServer server;
  std::string more;
  for (int i = 0; i < 100; ++i) more += "X: 1\r\n";
  CHECK(StatusOf(Refusal(server, Get("/ok", more))) == 431);
}

TEST_CASE("a path over 1,024 bytes is refused, unless the request is signed for the store") {
  TestServer server({},
                    [](http::Request& request) { return http::TextResponse(request.target.raw_path, "text/plain"); });
  CHECK(StatusOf(Refusal(server, Get("/" + std::string(1024, 'a')))) == 414);
  RawClient client(server.port());
  const std::string key = "/" + std::string(1500, 'a');
  client.Send(Get("/" + std::string(1023, 'a')) + Get(key + "?X-Amz-Signature=0"));
  CHECK(StatusOf(client.Answer()) == 404);
  CHECK(BodyOf(client.Answer()) == key);
}

TEST_CASE("a body whose length can be read in two ways is refused") {
  TestServer server;
  const auto post = [](const std::string& framing) {
    return "POST /echo HTTP/1.1\r\nHost: localhost\r\n" + framing +
           "\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";
  };
  CHECK(StatusOf(Refusal(server, post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"))) == 400);
  CHECK(StatusOf(Refusal(server, post("Content-Length: 5\r\nContent-Length: 6\r\n"))) == 400);
  CHECK(StatusOf(Refusal(server, post("Content-Length: 5\r\nContent-Length: 5\r\n"))) == 400);
  CHECK(StatusOf(Refusal(server, post("Content-Length: 5, 5\r\n"))) == 400);
  CHECK(StatusOf(Refusal(server, post("Content-Length: +5\r\n"))) == 400);
  CHECK(StatusOf(Refusal(server, post("Content-Length: -1\r\n"))) == 400);
  CHECK(StatusOf(Refusal(server, post("Content-Length: 0x5\r\n"))) == 400);
  CHECK(StatusOf(Refusal(server, post("Content-Length: 99999999999999999999\r\n"))) == 400);
  CHECK(StatusOf(Refusal(server, post("Content-Length: \r\n"))) == 400);
}

TEST_CASE("a chunked body needs a length instead") {
  TestServer server;
  const std::string answer = Refusal(
      server, "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n");
  CHECK(StatusOf(answer) == 411);
  CHECK(answer.find("\"code\":\"length_required\"") != std::string::npos);
  CHECK(StatusOf(Refusal(server, "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: identity\r\n\r\n")) ==
        411);
}

TEST_CASE("chunks are for what is signed for the store, sent by PUT or POST, and for `chunked` alone") {
  TestServer server({}, [](http::Request&) { return http::TextResponse("the store's", "text/plain"); });
  const auto status = [&](const std::string& method, const std::string& version, const std::string& framing) {
    return StatusOf(Refusal(server, method + " /clipbox/key?X-Amz-Signature=0 HTTP/" + version +
                                        "\r\nHost: localhost\r\nConnection: close\r\n" + framing +
                                        "\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"));
  };
  CHECK(status("PUT", "1.1", "Transfer-Encoding: chunked\r\n") == 200);
  CHECK(status("POST", "1.1", "transfer-encoding: Chunked\r\n") == 200);
  CHECK(status("GET", "1.1", "Transfer-Encoding: chunked\r\n") == 411);
  CHECK(status("DELETE", "1.1", "Transfer-Encoding: chunked\r\n") == 411);
  CHECK(status("PUT", "1.0", "Transfer-Encoding: chunked\r\n") == 411);
  for (const char* framing :
       {"Transfer-Encoding: gzip, chunked\r\n", "Transfer-Encoding: chunked, chunked\r\n",
        "Transfer-Encoding: xchunked\r\n", "Transfer-Encoding: chunked;q=1\r\n", "Transfer-Encoding: \"chunked\"\r\n",
        "Transfer-Encoding:\r\n", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n"}) {
    INFO(framing);
    CHECK(status("PUT", "1.1", framing) == 411);
  }
  CHECK(status("PUT", "1.1", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n") == 400);
  CHECK(status("PUT", "1.1", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") == 400);
  CHECK(status("PUT", "1.1", "Transfer-Encoding : chunked\r\n") == 400);
  CHECK(status("PUT", "1.1", "X: 1\r\n Transfer-Encoding: chunked\r\n") == 400);
}

TEST_CASE("a compressed body is refused") {
  TestServer server;
  CHECK(StatusOf(Refusal(server, WithBody("POST", "/echo", "xx", "Content-Encoding: gzip\r\n"))) == 415);
  CHECK(StatusOf(Refusal(server, WithBody("POST", "/echo", "xx", "Content-Encoding: br\r\n"))) == 415);
}

TEST_CASE("line endings and header lines are taken literally") {
  TestServer server;
  const std::array<std::string, 11> bad{
      "GET /ok HTTP/1.1\nHost: localhost\n\n",
      "GET /ok HTTP/1.1\r\nHost: localhost\nX: 1\r\n\r\n",
      "GET /ok HTTP/1.1\r\nHost: localhost\r\nX: 1\r\n folded\r\n\r\n",
      "GET /ok HTTP/1.1\r\nHost: localhost\r\nX : 1\r\n\r\n",
      "GET /ok HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
      "GET /ok HTTP/1.1\r\nHost: localhost\r\n: no name\r\n\r\n",
      "GET /ok HTTP/1.1\r\nHost: localhost\r\nX: a\rb\r\n\r\n",
      "GET /ok HTTP/1.1\r\nHost: localhost\r\nX: a" + std::string(1, '\0') + "b\r\n\r\n",
      "GET  /ok HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "GET /o k HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "GET http://localhost/ok HTTP/1.1\r\nHost: localhost\r\n\r\n"};
  for (const std::string& bytes : bad) {
    INFO(bytes);
    CHECK(StatusOf(Refusal(server, bytes)) == 400);
  }
}

TEST_CASE("other versions of HTTP are refused") {
  TestServer server;
  CHECK(StatusOf(Refusal(server, "GET /ok HTTP/2.0\r\nHost: localhost\r\n\r\n")) == 505);
  CHECK(StatusOf(Refusal(server, "GET /ok HTTP/1.2\r\nHost: localhost\r\n\r\n")) == 505);
  CHECK(StatusOf(Refusal(server, "PRI * HTTP/2.0\r\n\r\n")) == 505);
  CHECK(StatusOf(Refusal(server, "GET /ok\r\n\r\n")) == 400);
}

TEST_CASE("a request names exactly one host, an allowed one") {
  TestServer server;
  CHECK(StatusOf(Refusal(server, "GET /ok HTTP/1.1\r\n\r\n")) == 400);
  CHECK(StatusOf(Refusal(server, "GET /ok HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n")) == 400);
  CHECK(StatusOf(Refusal(server, "GET /ok HTTP/1.1\r\nHost: local host\r\n\r\n")) == 400);
  const std::string answer = Refusal(server, "GET /ok HTTP/1.1\r\nHost: rebound.example\r\n\r\n");
  CHECK(StatusOf(answer) == 421);
  CHECK(answer.find("\"setting\":\"server.allow_hosts\"") != std::string::npos);
}

TEST_CASE("several ranges at once are refused") {
  TestServer server;
  CHECK(StatusOf(Refusal(server, Get("/ok", "Range: bytes=0-,0-\r\n"))) == 416);
  CHECK(StatusOf(Refusal(server, Get("/ok", "Range: bytes=0-1\r\nRange: bytes=0-1\r\n"))) == 416);
  CHECK(StatusOf(Refusal(server, Get("/ok", "Range: bytes=9999-\r\nConnection: close\r\n"))) == 200);
}

TEST_CASE(
    "what S3 answers in its own words reaches the store: several ranges, a content encoding, an older signature") {
  TestServer server({}, [](http::Request&) { return http::TextResponse("store", "text/plain"); });
  for (const char* authorization : {"AWS4-HMAC-SHA256 Credential=x", "AWS key:signature"}) {
    const std::string fields = std::string("Authorization: ") + authorization + "\r\nConnection: close\r\n";
    CHECK(Refusal(server, Get("/ok", fields + "Range: bytes=0-1,4-5\r\n")).ends_with("store"));
    CHECK(Refusal(server, WithBody("PUT", "/ok", "xx", fields + "Content-Encoding: gzip\r\n")).ends_with("store"));
  }
}

TEST_CASE("an unread body never becomes a request") {
  TestServer server;
  server.Start();
  const std::string smuggled = Get("/smuggled");

  RawClient small(server.port());
  small.Send(WithBody("POST", "/unread", smuggled, "") + Get("/ok"));
  CHECK(BodyOf(small.Answer()) == "not read");
  CHECK(BodyOf(small.Answer()) == "ok");

  RawClient large(server.port());
  large.Send("POST /unread HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n" + smuggled);
  const std::string answer = large.Answer();
  CHECK(HeaderOf(answer, "Connection") == "close");
  large.FinishSending();
  CHECK(large.ReadAll().empty());
}

TEST_CASE("an early answer reaches a client that is still sending a large body") {
  TestServer server;
  RawClient client(server.Start());
  const std::string body(4'000'000, 'x');
  client.Send(WithBody("POST", "/json", body));
  CHECK(StatusOf(client.Answer()) == 413);
}

TEST_CASE("what is signed for the store is refused in the words of S3, whatever is wrong with its head") {
  struct Case {
    std::string rest;
    int status;
    std::string code;
  };
  const std::string too_long(20'000, 'a');
  const Case cases[] = {
      {"Content-Length: 5\r\nContent-Length: 6\r\n\r\n", 400, "InvalidRequest"},
      {"Content-Length: -1\r\n\r\n", 400, "InvalidRequest"},
      {"X-Amz-Date\r\n\r\n", 400, "InvalidRequest"},
      {"Host: other\r\n\r\n", 400, "InvalidRequest"},
      {"Transfer-Encoding: gzip, chunked\r\n\r\n", 411, "MissingContentLength"},
      {"X-Amz-Meta-Long: " + too_long, 400, "RequestHeaderSectionTooLarge"},
  };
  TestServer server({}, [](http::Request&) { return http::TextResponse("the store's", "text/plain"); });
  const std::string by_header =
      "PUT /clipbox/key HTTP/1.1\r\nHost: localhost\r\nauthorization: AWS4-HMAC-SHA256 Credential=x\r\n";
  const std::string by_query = "PUT /clipbox/key?X-Amz-Signature=0 HTTP/1.1\r\nHost: localhost\r\n";
  for (const Case& c : cases) {
    for (const std::string& begin : {by_header, by_query}) {
      INFO(begin << c.rest.substr(0, 40));
      const std::string answer = Refusal(server, begin + c.rest);
      CHECK(StatusOf(answer) == c.status);
      CHECK(HeaderOf(answer, "Content-Type") == "application/xml");
      CHECK(BodyOf(answer).find("<Code>" + c.code + "</Code>") != std::string::npos);
      CHECK(HeaderOf(answer, "x-amz-request-id").size() == 16);
    }
  }
  CHECK(BodyOf(Refusal(server, "GET /a?X-Amz-Signature=" + too_long)).find("<Code>InvalidURI</Code>") !=
        std::string::npos);
  CHECK(BodyOf(Refusal(server, "PUT /a?X-Amz-Date=0 HTTP/1.1\r\nHost: example.org\r\n\r\n")).find("<Code>") !=
        std::string::npos);
}

TEST_CASE(
    "an API request is refused as a problem, also where its values speak of AWS, and any where there is no store") {
  const auto is_problem = [](const std::string& answer) {
    return HeaderOf(answer, "Content-Type").starts_with("application/problem+json");
  };
  const std::string wrong = "Content-Length: -1\r\n\r\n";
  TestServer server({}, [](http::Request&) { return http::TextResponse("the store's", "text/plain"); });
  CHECK(
      is_problem(Refusal(server, "GET /ok HTTP/1.1\r\nHost: localhost\r\nX-Note: ?X-Amz-Date AWS4-HMAC\r\n" + wrong)));
  TestServer without;
  CHECK(is_problem(Refusal(without, "GET /ok?X-Amz-Date=0 HTTP/1.1\r\nHost: localhost\r\n" + wrong)));
}

TEST_CASE("several ranges of an object are the store's to judge, not the guard's") {
  TestServer server({}, [](http::Request& request) {
    return http::TextResponse(std::string(request.headers.Find("Range").value_or("")), "text/plain");
  });
  RawClient client(server.Start());
  client.Send(Get("/clipbox/key?X-Amz-Signature=0", "Range: bytes=0-1,3-4\r\n"));
  CHECK(BodyOf(client.Answer()) == "bytes=0-1,3-4");
}

TEST_CASE("what a client writes into headers is neither decoded nor believed") {
  TestServer server;
  server.Open("GET", "/seen", [](http::Request& request) {
    return http::JsonResponse({{"remote", request.remote_address},
                               {"client", request.client_address},
                               {"odd", std::string(request.headers.Find("x-odd").value_or(""))}});
  });
  RawClient client(server.Start());
  client.Send(Get("/seen", "REMOTE_ADDR: 203.0.113.9\r\nX-Odd: a%0d%0aSet-Cookie: b\r\n"));
  const auto seen = base::ParseJson(BodyOf(client.Answer()));
  CHECK(seen["remote"] == "127.0.0.1");
  CHECK(seen["client"] == "127.0.0.1");
  CHECK(seen["odd"] == "a%0d%0aSet-Cookie: b");
}

TEST_CASE("target and parameters are read as they stand") {
  TestServer server;
  server.Open("GET", "/read/{name}", [](http::Request& request) {
    return http::JsonResponse(
        {{"raw", request.target.raw}, {"name", request.PathValue("name")}, {"u", request.Query("u").value_or("")}});
  });
  RawClient client(server.Start());
  client.Send(Get("/read/a%2Fb%20c?u=a=b%26c+d&u=second"));
  const auto seen = base::ParseJson(BodyOf(client.Answer()));
  CHECK(seen["raw"] == "/read/a%2Fb%20c?u=a=b%26c+d&u=second");
  CHECK(seen["name"] == "a/b c");
  CHECK(seen["u"] == "a=b&c d");
}

TEST_CASE("a head in pieces is put together") {
  TestServer server;
  RawClient client(server.Start());
  for (const char c : Get("/ok")) client.Send(std::string_view(&c, 1));
  CHECK(BodyOf(client.Answer()) == "ok");
}

}  // namespace
}  // namespace clipbox
