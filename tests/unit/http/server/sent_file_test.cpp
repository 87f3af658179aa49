#include "unit/http/sent_file.h"

#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

#include "catch.h"
#include "http/server/server.h"
#include "unit/http/raw_client.h"
#include "unit/http/test_server.h"

namespace {

std::atomic<int> sendfile_error = 0;  // what the system says instead of sending, 0: nothing

}  // namespace

// In the place of libc's: so that a file system stands here which has none.
extern "C" ssize_t sendfile(int to, int from, off_t* offset, size_t bytes) {
  if (sendfile_error == 0) return ::syscall(SYS_sendfile, to, from, offset, bytes);
  errno = sendfile_error;
  return -1;
}

namespace clipbox {
namespace {

struct WithoutSendFile {
  explicit WithoutSendFile(int code) { sendfile_error = code; }
  ~WithoutSendFile() { sendfile_error = 0; }
};

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

TEST_CASE("a small body is read") {
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

TEST_CASE("where the system hands no file over its bytes are read and sent all the same") {
  SentFile file(3'000'000);
  TestServer server;
  server.Open("GET", "/range", [&](http::Request&) { return file.Answer(1'000, 2'900'000, 1'000'000); });
  RawClient client(server.Start());
  for (const int code : {EINVAL, ENOSYS, EOPNOTSUPP, EPERM}) {
    const WithoutSendFile refused(code);
    client.Send(Get("/range"));
    CHECK(BodyOf(client.Answer()) == file.text().substr(1'000, 2'900'000));
  }
}

TEST_CASE("a disk that cannot read the file ends the connection instead of passing for whole") {
  SentFile file(3'000'000);
  TestServer server;
  server.Open("GET", "/file", [&](http::Request&) { return file.Answer(0, 3'000'000, 3'000'000); });
  RawClient client(server.Start());
  const WithoutSendFile refused(EIO);
  client.Send(Get("/file"));
  const std::string answer = client.ReadAll();
  CHECK(HeaderOf(answer, "Content-Length") == "3000000");
  CHECK(BodyOf(answer).empty());
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
