// Slow, idle and many clients beside others, and the server's end.
#include <sys/socket.h>

#include <future>
#include <list>
#include <vector>

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

TEST_CASE("two hundred slow and idle clients of each kind do not stop another") {
  TestServer server;
  server.Start();
  std::list<RawClient> slow;
  for (int i = 0; i < 70; ++i) slow.emplace_back(server.port());
  for (int i = 0; i < 70; ++i) slow.emplace_back(server.port()).Send("GET /ok HTTP/1.1\r\nHost: local");
  for (int i = 0; i < 70; ++i) {
    slow.emplace_back(server.port()).Send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf");
  }
  for (int i = 0; i < 200; ++i) {
    RawClient client(server.port());
    client.Send(Get("/ok"));
    REQUIRE(BodyOf(client.Answer()) == "ok");
  }
  // The slow ones are still served when they come to it.
  slow.back().Send(" done!");
  CHECK(BodyOf(slow.back().Answer()) == "half done!");
}

TEST_CASE("a head that takes too long is answered with 408") {
  http::ServerSettings settings;
  settings.pace.head_time = std::chrono::milliseconds(50);
  TestServer server(settings);
  RawClient client(server.Start());
  client.Send("GET /ok HTTP/1.1\r\nHost: loc");
  CHECK(StatusOf(client.Answer()) == 408);
  CHECK(client.WaitForClose());
}

TEST_CASE("an idle connection is closed without a word") {
  http::ServerSettings settings;
  settings.pace.idle_time = std::chrono::milliseconds(50);
  TestServer server(settings);
  RawClient client(server.Start());
  client.Send(Get("/ok"));
  CHECK(StatusOf(client.Answer()) == 200);
  CHECK(client.ReadAll().empty());
}

TEST_CASE("a body that trickles is given up") {
  http::ServerSettings settings;
  settings.pace.receive_window = std::chrono::milliseconds(50);
  TestServer server(settings);
  RawClient client(server.Start());
  client.Send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf");
  CHECK(StatusOf(client.Answer()) == 408);
}

TEST_CASE("a client that does not read its answer is given up") {
  http::ServerSettings settings;
  settings.pace.send_window = std::chrono::milliseconds(50);
  TestServer server(settings);
  std::promise<void> ended;
  server.Open("GET", "/endless", [&ended](http::Request&) {
    http::Response response;
    response.stream = http::StreamedBody{std::nullopt, [&ended](http::BodyWriter& writer) {
                                           const std::string block(1 << 20, 'x');
                                           try {
                                             for (;;) writer.Write(block);
                                           } catch (...) {
                                             ended.set_value();
                                             throw;
                                           }
                                         }};
    return response;
  });
  RawClient client(server.Start());
  client.Send(Get("/endless"));
  CHECK(ended.get_future().wait_for(std::chrono::seconds(20)) == std::future_status::ready);
}

TEST_CASE("at the cap the client that has waited longest makes room, and busy ones do not") {
  http::ServerSettings settings;
  settings.max_connections = 3;
  TestServer server(settings);
  server.Start();
  RawClient first(server.port());
  first.Send(Get("/ok"));
  REQUIRE(StatusOf(first.Answer()) == 200);
  std::list<RawClient> others;
  for (int i = 0; i < 2; ++i) {
    others.emplace_back(server.port()).Send(Get("/ok"));
    REQUIRE(StatusOf(others.back().Answer()) == 200);
  }
  // An answer is read before its thread has put the connection down: these give the first one's thread its turn.
  for (int i = 0; i < 100; ++i) {
    others.back().Send(Get("/ok"));
    REQUIRE(StatusOf(others.back().Answer()) == 200);
  }
  RawClient fourth(server.port());
  fourth.Send(Get("/ok"));
  REQUIRE(StatusOf(fourth.Answer()) == 200);
  CHECK(first.WaitForClose());
}

TEST_CASE("over the cap with all busy a client is told so at once") {
  http::ServerSettings settings;
  settings.max_connections = 2;
  TestServer server(settings);
  std::promise<void> go;
  std::shared_future<void> gate(go.get_future());
  std::atomic<int> inside = 0;
  std::promise<void> both;
  server.Open("GET", "/wait", [&, gate](http::Request&) {
    if (++inside == 2) both.set_value();
    gate.wait();
    return http::TextResponse("waited", "text/plain");
  });
  server.Start();
  RawClient one(server.port()), two(server.port());
  one.Send(Get("/wait"));
  two.Send(Get("/wait"));
  both.get_future().wait();
  RawClient third(server.port());
  third.Send(Get("/ok"));
  const std::string answer = third.Answer();
  CHECK(StatusOf(answer) == 503);
  CHECK(HeaderOf(answer, "Retry-After") == "2");
  CHECK(HeaderOf(answer, "X-Content-Type-Options") == "nosniff");
  CHECK(answer.find("too_many_connections") != std::string::npos);
  go.set_value();
  CHECK(BodyOf(one.Answer()) == "waited");
}

TEST_CASE("one address may hold only so many connections, but not so loopback") {
  http::ServerSettings settings;
  settings.max_per_address = 2;
  TestServer server(settings);
  server.Start();
  std::list<RawClient> open;
  for (int i = 0; i < 5; ++i) {
    open.emplace_back(server.port()).Send(Get("/ok"));
    CHECK(StatusOf(open.back().Answer()) == 200);
  }
}

TEST_CASE("many handlers that wait do not starve the next request") {
  TestServer server;
  std::promise<void> go;
  std::shared_future<void> gate(go.get_future());
  server.Open("GET", "/wait", [gate](http::Request&) {
    gate.wait();
    return http::TextResponse("waited", "text/plain");
  });
  server.Start();
  std::list<RawClient> waiting;
  for (int i = 0; i < 40; ++i) waiting.emplace_back(server.port()).Send(Get("/wait"));
  RawClient client(server.port());
  client.Send(Get("/ok"));
  CHECK(BodyOf(client.Answer()) == "ok");
  go.set_value();
  for (RawClient& one : waiting) CHECK(BodyOf(one.Answer()) == "waited");
}

TEST_CASE("stopping lets an answer under way end, and closes those that wait") {
  TestServer server;
  std::promise<void> inside, go;
  server.Open("GET", "/slow", [&](http::Request&) {
    inside.set_value();
    go.get_future().wait();
    return http::TextResponse("whole", "text/plain");
  });
  server.Start();
  RawClient idle(server.port());
  idle.Send(Get("/ok"));
  idle.Answer();
  RawClient busy(server.port());
  busy.Send(Get("/slow"));
  inside.get_future().wait();
  auto stopped = std::async(std::launch::async, [&server] { server.server().Stop(); });
  CHECK(idle.WaitForClose());
  go.set_value();
  const std::string answer = busy.Answer();
  CHECK(BodyOf(answer) == "whole");
  CHECK(busy.WaitForClose());
  stopped.get();
  CHECK_THROWS(RawClient(server.port()));
}

TEST_CASE("stopping breaks off a client that keeps an answer waiting") {
  http::ServerSettings settings;
  settings.pace.drain_time = std::chrono::milliseconds(50);
  TestServer server(settings);
  std::promise<void> inside;
  server.Open("POST", "/read", [&](http::Request& request) {
    inside.set_value();
    return http::TextResponse(request.Text(100), "text/plain");
  });
  server.Start();
  RawClient client(server.port());
  client.Send("POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf");
  inside.get_future().wait();
  server.server().Stop();
  CHECK(client.WaitForClose());
}

TEST_CASE("a server that never started, and one stopped at once, end") {
  { TestServer never; }
  for (int i = 0; i < 20; ++i) {
    TestServer server;
    server.Start();
    server.server().Stop();
  }
}

TEST_CASE("many clients at once are all answered") {
  TestServer server;
  server.Start();
  std::vector<std::future<int>> clients;
  for (int i = 0; i < 16; ++i) {
    clients.push_back(std::async(std::launch::async, [port = server.port()] {
      int answered = 0;
      for (int round = 0; round < 4; ++round) {
        RawClient client(port);
        for (int n = 0; n < 25; ++n) {
          client.Send(Get("/ok"));
          answered += BodyOf(client.Answer()) == "ok" ? 1 : 0;
        }
      }
      return answered;
    }));
  }
  for (auto& client : clients) CHECK(client.get() == 100);
}

}  // namespace
}  // namespace clipbox
