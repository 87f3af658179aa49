// Chunked bodies: their frames alone, and on a connection.
#include "http/server/transfer_chunks.h"

#include "base/error.h"
#include "catch.h"
#include "unit/http/raw_client.h"
#include "unit/http/test_server.h"

namespace clipbox::http {
namespace {

using test::BodyOf;
using test::HeaderOf;
using test::RawClient;
using test::StatusOf;
using test::TestServer;

// The data of a framed body; `refused` where it cannot be read, `unfinished` where more would have to come.
std::string Decoded(std::string_view body) {
  TransferChunks chunks;
  std::string data;
  try {
    while (!chunks.ended()) {
      const std::size_t bytes = static_cast<std::size_t>(chunks.left());
      if (bytes > body.size()) return "unfinished";
      data += body.substr(0, bytes);
      body.remove_prefix(bytes);
      if (bytes > 0) {
        chunks.TakeData(bytes);
        continue;
      }
      const std::size_t end = body.find("\r\n");
      if (end == std::string_view::npos) return "unfinished";
      chunks.TakeLine(body.substr(0, end));
      body.remove_prefix(end + 2);
    }
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kBadRequest);
    return "refused";
  }
  return body.empty() ? data : data + " and more";
}

// A handler that reads the whole body and gives it back, as the store would.
Response Echo(Request& request) {
  std::string text;
  std::array<std::byte, 100> block;
  while (const std::size_t got = request.body->Read(block)) {
    text.append(reinterpret_cast<const char*>(block.data()), got);
  }
  return TextResponse(request.is_chunked ? text : "not chunked", "text/plain");
}

const std::string kHead = "PUT /clipbox/key?X-Amz-Signature=0 HTTP/1.1\r\nHost: localhost\r\n";
const std::string kChunkedHead = kHead + "Transfer-Encoding: chunked\r\n\r\n";

}  // namespace

TEST_CASE("chunks are put together, whatever their sizes, extensions and trailer") {
  CHECK(Decoded("0\r\n\r\n").empty());
  CHECK(Decoded("5\r\nhello\r\n0\r\n\r\n") == "hello");
  CHECK(Decoded("5\r\nhello\r\n01\r\n \r\nA\r\n0123456789\r\n000\r\n\r\n") == "hello 0123456789");
  CHECK(Decoded("5;name=value;other=\"quoted\"\r\nhello\r\n0;last\r\n\r\n") == "hello");
  CHECK(Decoded("2\r\n\r\n\r\n0\r\nX-Checksum: 1\r\nX-Other:\r\n\r\n") == "\r\n");
  CHECK(Decoded("5\r\nhello\r\n0\r\n\r\nGET / HTTP/1.1\r\n") == "hello and more");
  CHECK(Decoded("5\r\nhell") == "unfinished");
  CHECK(Decoded("5\r\nhello\r\n") == "unfinished");
}

TEST_CASE("a size that could be read in two ways is refused") {
  for (const char* size : {"", " 5", "5 ", "+5", "-5", "0x5", "5g", "5,", "\t5", ";5", "5 ;name", "1000000000000000",
                           "5\r", "5;a\rb", "5;a\nb", "00000000000000000005"}) {
    INFO(size);
    CHECK(Decoded(std::string(size) + "\r\nhello\r\n0\r\n\r\n") == "refused");
  }
}

TEST_CASE("data that is longer or shorter than its size is refused") {
  CHECK(Decoded("4\r\nhello\r\n0\r\n\r\n") == "refused");
  CHECK(Decoded("6\r\nhello\r\n0\r\n\r\n") == "refused");
}

TEST_CASE("extensions and trailers are bounded, and a trailer holds fields only") {
  std::string fields;
  for (int i = 0; i < 16; ++i) fields += "X-" + std::to_string(i) + ": 1\r\n";
  CHECK(Decoded("0\r\n" + fields + "\r\n").empty());
  CHECK(Decoded("0\r\n" + fields + "X-16: 1\r\n\r\n") == "refused");
  for (const char* line : {"no colon", ": no name", "X : 1", " folded", "X: a\rb"})
    CHECK(Decoded("0\r\n" + std::string(line) + "\r\n\r\n") == "refused");
  std::string chunks;
  for (int i = 0; i < 8; ++i) chunks += "1;" + std::string(1000, 'x') + "\r\na\r\n";
  CHECK(Decoded(chunks + "0\r\n\r\n") == "aaaaaaaa");
  CHECK(Decoded(chunks + "1;" + std::string(1000, 'x') + "\r\na\r\n0\r\n\r\n") == "refused");
}

TEST_CASE("a chunked body for the store is read to its end, and the next request follows it") {
  TestServer server({}, Echo);
  RawClient client(server.Start());
  client.Send(kChunkedHead + "5\r\nhello\r\n6;a=b\r\n world\r\n0\r\nX-Checksum: 1\r\n\r\n" + kChunkedHead +
              "0\r\n\r\n");
  CHECK(BodyOf(client.Answer()) == "hello world");
  CHECK(StatusOf(client.Answer()) == 200);
  client.Send(kChunkedHead + "3\r\nsec");
  for (const char* piece : {"\r", "\n3\r", "\nond\r\n", "0", "\r\n\r", "\n"}) client.Send(piece);
  CHECK(BodyOf(client.Answer()) == "second");
  const std::string large(300'000, 'x');
  client.Send(kChunkedHead + "493e0\r\n" + large + "\r\n493e0\r\n" + large + "\r\n0\r\n\r\n");
  CHECK(BodyOf(client.Answer()) == large + large);
}

TEST_CASE("a client that waits for 100 Continue is told to go on with a chunked body") {
  TestServer server({}, Echo);
  RawClient client(server.Start());
  client.Send(kHead + "Transfer-Encoding: CHUNKED\r\nExpect: 100-continue\r\n\r\n");
  client.ReadUntil("HTTP/1.1 100 Continue\r\n\r\n");
  client.Send("2\r\nhi\r\n0\r\n\r\n");
  CHECK(BodyOf(client.Answer()) == "hi");
}

TEST_CASE("a chunked body that is not read to its end never becomes a request") {
  const std::string smuggled =
      "PUT /clipbox/smuggled?X-Amz-Date=0 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n";
  TestServer server({}, [](Request&) { return TextResponse("not read", "text/plain"); });
  RawClient client(server.Start());
  client.Send(kChunkedHead + smuggled);
  const std::string answer = client.Answer();
  CHECK(BodyOf(answer) == "not read");
  CHECK(HeaderOf(answer, "Connection") == "close");
  client.FinishSending();
  CHECK(client.ReadAll().empty());
}

TEST_CASE("frames that cannot be read end the connection, also where a lenient reader would go on") {
  TestServer server({}, Echo);
  server.Start();
  const std::string long_line(TransferChunks::kMaxLineBytes + 2, '0');
  for (const std::string& body :
       {std::string("5\nhello\n0\n\n"), std::string("5\r\nhello!\r\n0\r\n\r\n"), std::string("x\r\n"),
        std::string("0\r\nX: 1\n\r\n"), long_line, long_line + "\r\n"}) {
    INFO(body.substr(0, 30));
    RawClient client(server.port());
    client.Send(kChunkedHead + body);
    const std::string answer = client.Answer();
    CHECK(StatusOf(answer) >= 400);
    CHECK(HeaderOf(answer, "Connection") == "close");
    CHECK(client.WaitForClose());
  }
}

TEST_CASE("a chunked body that the client breaks off is not taken for a whole one") {
  TestServer server({}, [](Request& request) {
    std::array<std::byte, 10> block;
    try {
      while (request.body->Read(block) > 0) {
      }
    } catch (const base::Error& error) {
      return TextResponse(error.code() == base::ErrorCode::kIncompleteBody ? "incomplete" : "other", "text/plain");
    }
    return TextResponse("whole", "text/plain");
  });
  server.Start();
  for (const char* body : {"5\r\nhel", "5\r\nhello\r\n", "5\r\nhello\r\n0\r\n", ""}) {
    RawClient client(server.port());
    client.Send(kChunkedHead + body);
    client.FinishSending();
    CHECK(BodyOf(client.Answer()) == "incomplete");
  }
}

}  // namespace clipbox::http
