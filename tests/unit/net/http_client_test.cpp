#include "net/http_client.h"

#include <atomic>

#include "base/error.h"
#include "catch.h"
#include "standin_server.h"

namespace clipbox::net {
namespace {

using base::Error;
using base::ErrorCode;
using test::StandinAnswer;
using test::StandinRequest;
using test::StandinServer;

HttpRequest Local(const std::string& url) {
  HttpRequest request;
  request.url = url;
  request.reach = Reach::kConfigured;
  return request;
}

ErrorCode CodeOf(HttpClient& client, const HttpRequest& request, std::stop_token stop = {}) {
  try {
    client.Send(request, stop);
  } catch (const Error& error) {
    return error.code();
  }
  FAIL("an answer where a failure was expected: " << request.url);
  return ErrorCode::kInternal;
}

}  // namespace

TEST_CASE("an answer carries status, headers in lower case and body") {
  StandinServer server([](const StandinRequest& request) {
    return StandinAnswer{.status = 418, .body = request.target, .headers = {"X-Word:  tea \t"}};
  });
  HttpClient client;
  const HttpResponse response = client.Send(Local(server.Url("/pot?q=1")), {});
  CHECK(response.status == 418);
  CHECK(response.body == "/pot?q=1");
  CHECK(response.Header("x-word") == "tea");
  CHECK(response.Header("x-other").empty());
}

TEST_CASE("a request carries its headers, method and body") {
  StandinServer server([](const StandinRequest& request) {
    return StandinAnswer{.body = request.head.substr(0, 4) + request.Header("X-A")};
  });
  HttpClient client;
  HttpRequest request = Local(server.Url("/"));
  request.method = "POST";
  request.headers = {"X-A: b"};
  request.body = "hello";
  CHECK(client.Send(request, {}).body == "POSTb");
}

TEST_CASE("one client serves several threads, each with its own answer") {
  StandinServer server([](const StandinRequest& request) { return StandinAnswer{.body = request.target}; });
  HttpClient client;
  std::atomic<int> right = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&, target = "/" + std::to_string(i)] {
        for (int j = 0; j < 25; ++j) right += client.Send(Local(server.Url(target)), {}).body == target ? 1 : 0;
      });
    }
  }
  CHECK(right == 100);
}

TEST_CASE("a redirect is an answer and is not followed") {
  std::atomic<int> requests = 0;
  StandinServer server([&](const StandinRequest&) {
    ++requests;
    return StandinAnswer{.status = 302, .headers = {"Location: /elsewhere"}};
  });
  HttpClient client;
  CHECK(client.Send(Local(server.Url("/")), {}).status == 302);
  CHECK(requests == 1);
}

TEST_CASE("a body over the limit is refused, one at the limit is not") {
  StandinServer server([](const StandinRequest&) { return StandinAnswer{.body = std::string(1000, 'x')}; });
  HttpClient client;
  HttpRequest request = Local(server.Url("/"));
  request.max_bytes = 1000;
  CHECK(client.Send(request, {}).body.size() == 1000);
  request.max_bytes = 999;
  CHECK(CodeOf(client, request) == ErrorCode::kTooLarge);
}

TEST_CASE("endless headers are refused") {
  StandinServer server([](const StandinRequest&) {
    return StandinAnswer{.headers = std::vector<std::string>(50, "X-Long: " + std::string(4000, 'x'))};
  });
  HttpClient client;
  CHECK(CodeOf(client, Local(server.Url("/"))) == ErrorCode::kTooLarge);
}

TEST_CASE("a server that does not answer ends at the timeout") {
  StandinServer server([](const StandinRequest&) { return StandinAnswer{.hang = true}; });
  HttpClient client;
  HttpRequest request = Local(server.Url("/"));
  request.total_timeout = std::chrono::milliseconds(100);
  CHECK(CodeOf(client, request) == ErrorCode::kUnreachable);
}

TEST_CASE("a stop ends a request that is under way at once") {
  // Without a wake-up libcurl's own timer would notice after 200 ms. The best of five is not slowed by a busy machine.
  auto best = std::chrono::steady_clock::duration::max();
  for (int i = 0; i < 5; ++i) {
    std::stop_source stop;
    StandinServer server([&](const StandinRequest&) {
      stop.request_stop();
      return StandinAnswer{.hang = true};
    });
    HttpClient client;
    const auto start = std::chrono::steady_clock::now();
    CHECK(CodeOf(client, Local(server.Url("/")), stop.get_token()) == ErrorCode::kCancelled);
    best = std::min(best, std::chrono::steady_clock::now() - start);
  }
  CHECK(best < std::chrono::milliseconds(100));
}

TEST_CASE("an answer cut short is a failure, never a whole answer") {
  StandinServer server([](const StandinRequest&) { return StandinAnswer{.body = "half", .cut = true}; });
  HttpClient client;
  CHECK(CodeOf(client, Local(server.Url("/"))) == ErrorCode::kUnreachable);
}

TEST_CASE("a port where nothing listens is unreachable") {
  std::string url;
  {
    StandinServer server([](const StandinRequest&) { return StandinAnswer{}; });
    url = server.Url("/");
  }
  HttpClient client;
  CHECK(CodeOf(client, Local(url)) == ErrorCode::kUnreachable);
}

TEST_CASE("a URL out of data reaches neither plain http nor a private address") {
  std::atomic<int> requests = 0;
  StandinServer server([&](const StandinRequest&) {
    ++requests;
    return StandinAnswer{};
  });
  HttpClient client;
  HttpRequest request = Local(server.Url("/"));
  request.reach = Reach::kPublic;
  CHECK(CodeOf(client, request) == ErrorCode::kInvalidUrl);
  for (const char* host : {"https://127.0.0.1:", "https://localhost:", "https://[::1]:", "https://0x7f.1:",
                           "https://[::ffff:127.0.0.1]:"}) {
    INFO(host);
    request.url = host + server.HostPort().substr(10) + "/";
    CHECK(CodeOf(client, request) == ErrorCode::kInvalidUrl);
  }
  CHECK(requests == 0);
}

TEST_CASE("a configured endpoint is not asked by plain http on a public address") {
  HttpClient client;
  CHECK(CodeOf(client, Local("http://93.184.216.34/")) == ErrorCode::kInvalidUrl);
}

TEST_CASE("other schemes are refused") {
  HttpClient client;
  for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/", "", "not a url"}) {
    INFO(url);
    CHECK(CodeOf(client, Local(url)) == ErrorCode::kInvalidUrl);
  }
}

TEST_CASE("a failure's message leaves the query out") {
  HttpClient client;
  try {
    client.Send(Local("ftp://127.0.0.1/x?key=secret"), {});
    FAIL("sent");
  } catch (const Error& error) {
    CHECK(std::string(error.what()).find("secret") == std::string::npos);
  }
}

}  // namespace clipbox::net
