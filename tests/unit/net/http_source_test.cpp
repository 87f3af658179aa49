#include "net/http_source.h"

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

// Serves ranges of `content` with an entity tag, as a bucket does.
StandinAnswer ServeRange(const StandinRequest& request, const std::string& content,
                         const std::string& etag = "\"one\"") {
  const std::string range = request.Header("Range");
  const std::size_t first = std::stoul(range.substr(range.find('=') + 1));
  const std::size_t last = std::min(std::stoul(range.substr(range.find('-') + 1)), content.size() - 1);
  const std::string wanted = request.Header("If-Match");
  if (!wanted.empty() && wanted != etag) return {.status = 412};
  return {.status = 206,
          .body = content.substr(first, last - first + 1),
          .headers = {"ETag: " + etag, "Content-Range: bytes " + std::to_string(first) + "-" + std::to_string(last) +
                                           "/" + std::to_string(content.size())}};
}

std::string Read(base::ByteSource& source, std::uint64_t offset, std::size_t count) {
  std::string text(count, '?');
  text.resize(source.ReadAt(offset, std::as_writable_bytes(std::span(text))));
  return text;
}

ErrorCode CodeOfOpen(HttpClient& client, const std::string& url) {
  try {
    const HttpSource source(client, url, Reach::kAnywhere, {});
  } catch (const Error& error) {
    return error.code();
  }
  FAIL("opened");
  return ErrorCode::kInternal;
}

}  // namespace

TEST_CASE("a source knows its size and reads any range") {
  const std::string content = "0123456789";
  StandinServer server([&](const StandinRequest& request) { return ServeRange(request, content); });
  HttpClient client;
  HttpSource source(client, server.Url("/film.mp4?signature=x"), Reach::kAnywhere, {});
  CHECK(source.size() == 10);
  CHECK(source.name() == server.Url("/film.mp4"));
  CHECK(Read(source, 0, 4) == "0123");
  CHECK(Read(source, 7, 3) == "789");
  CHECK(Read(source, 8, 100) == "89");
  CHECK(Read(source, 10, 5).empty());
}

TEST_CASE("a file that changes while it is read is an error") {
  std::atomic<bool> changed = false;
  StandinServer server([&](const StandinRequest& request) {
    return ServeRange(request, "0123456789", changed ? "\"two\"" : "\"one\"");
  });
  HttpClient client;
  HttpSource source(client, server.Url("/"), Reach::kAnywhere, {});
  changed = true;
  CHECK_THROWS_AS(Read(source, 0, 4), Error);
}

TEST_CASE("a changed file is noticed where the server does not heed If-Match") {
  std::atomic<bool> changed = false;
  StandinServer server([&](const StandinRequest& request) {
    StandinRequest plain = request;
    plain.head.replace(plain.head.find("If-Match") == std::string::npos ? 0 : plain.head.find("If-Match"), 1, "X");
    return ServeRange(plain, "0123456789", changed ? "\"two\"" : "\"one\"");
  });
  HttpClient client;
  HttpSource source(client, server.Url("/"), Reach::kAnywhere, {});
  CHECK(Read(source, 0, 2) == "01");
  changed = true;
  CHECK_THROWS_AS(Read(source, 0, 4), Error);
}

TEST_CASE("an answer with another range or too few bytes is an error, never the end") {
  std::atomic<int> requests = 0;
  StandinServer server([&](const StandinRequest& request) {
    StandinAnswer answer = ServeRange(request, "0123456789");
    if (++requests == 2) answer.body.pop_back();
    if (requests == 3) answer.headers[1] = "Content-Range: bytes 5-8/10";
    return answer;
  });
  HttpClient client;
  HttpSource source(client, server.Url("/"), Reach::kAnywhere, {});
  CHECK_THROWS_AS(Read(source, 0, 4), Error);
  CHECK_THROWS_AS(Read(source, 0, 4), Error);
  CHECK(Read(source, 0, 4) == "0123");
}

TEST_CASE("a failure that may pass is tried again") {
  std::atomic<int> requests = 0;
  StandinServer server([&](const StandinRequest& request) {
    ++requests;
    if (requests == 2) return StandinAnswer{.status = 503};
    if (requests == 3) return StandinAnswer{.cut = true};
    return ServeRange(request, "0123456789");
  });
  HttpClient client;
  HttpSource source(client, server.Url("/"), Reach::kAnywhere, {});
  CHECK(Read(source, 0, 4) == "0123");
  CHECK(requests == 4);
}

TEST_CASE("a stop ends the pauses between tries") {
  std::stop_source stop;
  std::atomic<int> requests = 0;
  StandinServer server([&](const StandinRequest&) {
    if (++requests == 1) stop.request_stop();
    return StandinAnswer{.status = 503};
  });
  HttpClient client;
  CHECK_THROWS_AS(HttpSource(client, server.Url("/"), Reach::kAnywhere, stop.get_token()), Error);
  CHECK(requests == 1);
}

TEST_CASE("what cannot be read by ranges is refused by name") {
  std::atomic<int> status = 0;
  StandinServer server([&](const StandinRequest&) { return StandinAnswer{.status = status}; });
  HttpClient client;
  status = 404;
  CHECK(CodeOfOpen(client, server.Url("/")) == ErrorCode::kNoSuchKey);
  status = 403;
  CHECK(CodeOfOpen(client, server.Url("/")) == ErrorCode::kInputOutput);
  status = 302;
  CHECK(CodeOfOpen(client, server.Url("/")) == ErrorCode::kInputOutput);
  status = 206;
  CHECK(CodeOfOpen(client, server.Url("/")) == ErrorCode::kInputOutput);
  status = 416;
  CHECK(CodeOfOpen(client, server.Url("/")) == ErrorCode::kEmptyFile);
  status = 200;
  CHECK(CodeOfOpen(client, server.Url("/")) == ErrorCode::kInputOutput);
}

TEST_CASE("a whole file in place of a range is refused without reading it all") {
  StandinServer server([](const StandinRequest&) { return StandinAnswer{.body = std::string(8 << 20, 'x')}; });
  HttpClient client;
  CHECK(CodeOfOpen(client, server.Url("/")) == ErrorCode::kInputOutput);
}

}  // namespace clipbox::net
