#include "http/server/server.h"

#include "base/error.h"
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

TEST_CASE("a route answers, and the connection carries the next request") {
  TestServer server;
  RawClient client(server.Start());
  for (int i = 0; i < 20; ++i) {
    client.Send(Get("/ok"));
    const std::string answer = client.Answer();
    REQUIRE(StatusOf(answer) == 200);
    REQUIRE(BodyOf(answer) == "ok");
  }
}

TEST_CASE("requests sent at once are answered in order") {
  TestServer server;
  RawClient client(server.Start());
  client.Send(WithBody("POST", "/echo", "one", "") + Get("/ok") + WithBody("POST", "/echo", "three", ""));
  CHECK(BodyOf(client.Answer()) == "one");
  CHECK(BodyOf(client.Answer()) == "ok");
  CHECK(BodyOf(client.Answer()) == "three");
}

TEST_CASE("HEAD gets the headers of GET and no body") {
  TestServer server;
  RawClient client(server.Start());
  client.Send("HEAD /ok HTTP/1.1\r\nHost: localhost\r\n\r\n" + Get("/ok"));
  const std::string head = client.Answer(false);
  CHECK(HeaderOf(head, "Content-Length") == "2");
  CHECK(HeaderOf(head, "Accept-Ranges").empty());
  CHECK(BodyOf(client.Answer()) == "ok");
}

TEST_CASE("an answer without content says no length") {
  TestServer server;
  server.Open("DELETE", "/thing", [](http::Request&) { return http::NoContent(); });
  RawClient client(server.Start());
  client.Send("DELETE /thing HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const std::string answer = client.Answer();
  CHECK(StatusOf(answer) == 204);
  CHECK(answer.find("Content-Length") == std::string::npos);
}

TEST_CASE("every answer carries the security headers, refusals too") {
  TestServer server;
  server.Start();
  for (const std::string& request :
       {Get("/ok"), Get("/nothing"), std::string("GET / HTTP/9.9\r\n\r\n"), WithBody("POST", "/json", "{")}) {
    RawClient client(server.port());
    client.Send(request);
    const std::string answer = client.Answer();
    CHECK(HeaderOf(answer, "Content-Security-Policy").find("frame-ancestors 'none'") != std::string::npos);
    CHECK(HeaderOf(answer, "X-Content-Type-Options") == "nosniff");
    CHECK(HeaderOf(answer, "Cache-Control") == "no-store");
    CHECK_FALSE(HeaderOf(answer, "Date").empty());
  }
}

TEST_CASE("what a handler throws that is no error of ours stays inside") {
  TestServer server;
  server.Open("GET", "/throws", [](http::Request&) -> http::Response { throw std::runtime_error("the secret path"); });
  server.Open("GET", "/odd", [](http::Request&) -> http::Response { throw 7; });
  RawClient client(server.Start());
  client.Send(Get("/throws") + Get("/odd"));
  const std::string answer = client.Answer();
  CHECK(StatusOf(answer) == 500);
  CHECK(answer.find("secret") == std::string::npos);
  CHECK(answer.find("EXCEPTION_WHAT") == std::string::npos);
  CHECK(answer.find("\"code\":\"internal\"") != std::string::npos);
  CHECK(StatusOf(client.Answer()) == 500);
}

TEST_CASE("a header value with a line break is left out of the answer") {
  TestServer server;
  server.Open("GET", "/bad", [](http::Request&) { return http::Redirect("/x\r\nSet-Cookie: stolen=1"); });
  RawClient client(server.Start());
  client.Send(Get("/bad"));
  CHECK(client.Answer().find("stolen") == std::string::npos);
}

TEST_CASE("a streamed body of known length arrives whole") {
  TestServer server;
  server.Open("GET", "/stream", [](http::Request&) {
    http::Response response;
    response.headers.Add("Content-Type", "application/octet-stream");
    response.stream = http::BytesBody(3, 1'000'000, [](std::uint64_t offset, std::span<std::byte> into) {
      for (std::size_t i = 0; i < into.size(); ++i) into[i] = static_cast<std::byte>((offset + i) % 251);
    });
    return response;
  });
  RawClient client(server.Start());
  client.Send(Get("/stream"));
  const std::string body = BodyOf(client.Answer());
  REQUIRE(body.size() == 1'000'000);
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (static_cast<unsigned char>(body[i]) != (i + 3) % 251) FAIL("byte " << i << " is wrong");
  }
}

TEST_CASE("a streamed body that breaks off ends the connection instead of passing for whole") {
  TestServer server;
  server.Open("GET", "/short", [](http::Request&) {
    http::Response response;
    response.stream = http::StreamedBody{10, [](http::BodyWriter& writer) {
                                           writer.Write("12345");
                                           throw base::Error(base::ErrorCode::kStoreUnavailable, "the store went away");
                                         }};
    return response;
  });
  RawClient client(server.Start());
  client.Send(Get("/short"));
  const std::string answer = client.ReadAll();
  CHECK(HeaderOf(answer, "Content-Length") == "10");
  CHECK(BodyOf(answer).size() < 10);
}

TEST_CASE("a body of unknown length is chunked, and for HTTP/1.0 ends with the connection") {
  TestServer server;
  server.Open("GET", "/chunks", [](http::Request&) {
    http::Response response;
    response.stream = http::StreamedBody{std::nullopt, [](http::BodyWriter& writer) {
                                           writer.Write("first,");
                                           writer.Write("second");
                                         }};
    return response;
  });
  RawClient client(server.Start());
  client.Send(Get("/chunks") + Get("/ok"));
  const std::string chunked = client.ReadUntil("0\r\n\r\n");
  CHECK(HeaderOf(chunked, "Transfer-Encoding") == "chunked");
  CHECK(chunked.ends_with("6\r\nfirst,\r\n6\r\nsecond\r\n0\r\n\r\n"));
  CHECK(BodyOf(client.Answer()) == "ok");

  RawClient old(server.port());
  old.Send("GET /chunks HTTP/1.0\r\nHost: localhost\r\n\r\n");
  CHECK(BodyOf(old.ReadAll()) == "first,second");
}

TEST_CASE("a client that awaits it is told to continue before its body is read") {
  TestServer server;
  RawClient client(server.Start());
  client.Send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
  CHECK(client.ReadUntil("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  client.Send("body");
  CHECK(BodyOf(client.Answer()) == "body");
}

TEST_CASE("an expectation that means nothing here is not waited for, and harms nobody") {
  TestServer server;
  RawClient client(server.Start());
  for (const char* expectation : {"200", "", "100-continued"}) {
    INFO(expectation);
    client.Send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nExpect: " + std::string(expectation) +
                "\r\n\r\nbody");
    const std::string answer = client.Answer();
    CHECK(StatusOf(answer) == 200);
    CHECK(BodyOf(answer) == "body");
  }
}

TEST_CASE("a client that awaits to continue and is refused has its connection closed") {
  TestServer server;
  RawClient client(server.Start());
  client.Send("POST /unread HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
  const std::string answer = client.Answer();
  CHECK(StatusOf(answer) == 200);
  CHECK(HeaderOf(answer, "Connection") == "close");
}

TEST_CASE("a second server on the same address is refused by name") {
  TestServer first;
  http::ServerSettings settings;
  settings.listen_port = first.Start();
  TestServer second(settings);
  try {
    second.Start();
    FAIL("it started");
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kConfiguration);
    CHECK(std::string(error.what()).find("server.listen") != std::string::npos);
  }
}

}  // namespace
}  // namespace clipbox
