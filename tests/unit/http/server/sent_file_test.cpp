#include "unit/http/sent_file.h"

#include "catch.h"
#include "http/server/server.h"
#include "unit/http/raw_client.h"
#include "unit/http/test_server.h"

namespace clipbox {
namespace {

using test::BodyOf;
using test::Get;
using test::HeaderOf;
using test::RawClient;
using test::SentFile;
using test::TestServer;

TEST_CASE("a body that lies in files goes out of them, from any offset, without being read") {
  SentFile file(5'000'000);
  TestServer server;
  server.Open("GET", "/whole", [&](http::Request&) { return file.Answer(0, 5'000'000, 5'000'000); });
  server.Open("GET", "/range", [&](http::Request&) { return file.Answer(1'234'567, 3'000'001, 700'001); });
  RawClient client(server.Start());
  // Both at once, so that what comes behind a body is seen too.
  client.Send(Get("/whole") + Get("/range") + Get("/ok"));
  CHECK(BodyOf(client.Answer()) == file.text());
  const std::string range = client.Answer();
  CHECK(HeaderOf(range, "Content-Length") == "3000001");
  CHECK(BodyOf(range) == file.text().substr(1'234'567, 3'000'001));
  CHECK(BodyOf(client.Answer()) == "ok");
  CHECK(file.reads() == 0);
}

TEST_CASE("a small body is read, and goes out with its head") {
  SentFile file(4096);
  TestServer server;
  server.Open("GET", "/small", [&](http::Request&) { return file.Answer(1, 4000, 4096); });
  RawClient client(server.Start());
  client.Send(Get("/small"));
  CHECK(BodyOf(client.Answer()) == file.text().substr(1, 4000));
  CHECK(file.reads() == 1);
}

TEST_CASE("a body of unknown length in chunks has the file's bytes, and nothing in their place") {
  SentFile file(300'000);
  TestServer server;
  server.Open("GET", "/chunks", [&](http::Request&) {
    http::Response response = file.Answer(0, 300'000, 300'000);
    response.stream->length.reset();
    return response;
  });
  RawClient client(server.Start());
  client.Send(Get("/chunks"));
  const std::string answer = client.ReadUntil("\r\n0\r\n\r\n");
  CHECK(answer.find('\0') == std::string::npos);
  CHECK(answer.find(file.text().substr(0, 1000)) != std::string::npos);
  CHECK(file.reads() > 0);
}

TEST_CASE("a file that has become shorter ends the connection instead of passing for whole") {
  SentFile file(2'000'000);
  std::filesystem::resize_file(file.path(), 1'500'000);
  TestServer server;
  server.Open("GET", "/short", [&](http::Request&) { return file.Answer(0, 2'000'000, 2'000'000); });
  RawClient client(server.Start());
  client.Send(Get("/short"));
  const std::string answer = client.ReadAll();
  CHECK(HeaderOf(answer, "Content-Length") == "2000000");
  CHECK(BodyOf(answer) == file.text().substr(0, 1'500'000));
}

TEST_CASE("a client that goes away while a file is sent ends that, and the server goes on") {
  SentFile file(50'000'000);
  TestServer server;
  server.Open("GET", "/large", [&](http::Request&) { return file.Answer(0, 50'000'000, 50'000'000); });
  const int port = server.Start();
  {
    RawClient gone(port);
    gone.Send(Get("/large"));
    gone.ReadUntil("abcdef");
  }
  RawClient client(port);
  client.Send(Get("/ok"));
  CHECK(BodyOf(client.Answer()) == "ok");
}

}  // namespace
}  // namespace clipbox
