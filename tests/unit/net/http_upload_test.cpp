// Bodies that are read while they go out, and transfers that get nowhere.
#include "base/error.h"
#include "catch.h"
#include "net/http_client.h"
#include "standin_server.h"

namespace clipbox::net {
namespace {

using base::Error;
using base::ErrorCode;
using std::chrono::milliseconds;
using test::StandinAnswer;
using test::StandinRequest;
using test::StandinServer;

// Bytes that count up from their place; shorter than it says from `ends_at` on.
class CountingSource final : public base::ByteSource {
 public:
  explicit CountingSource(std::uint64_t ends_at) : ends_at_(ends_at) {}
  std::uint64_t size() const override { return 1 << 20; }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override {
    const auto count =
        static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), ends_at_ - std::min(ends_at_, offset)));
    for (std::size_t i = 0; i < count; ++i) into[i] = static_cast<std::byte>((offset + i) % 251);
    return count;
  }
  std::string name() const override { return "counting"; }

 private:
  const std::uint64_t ends_at_;
};

HttpRequest Upload(const std::string& url, base::ByteSource& source) {
  HttpRequest request;
  request.url = url;
  request.reach = Reach::kConfigured;
  request.method = "PUT";
  request.upload = &source;
  request.upload_from = 1'000;
  request.upload_bytes = 700'000;
  return request;
}

ErrorCode CodeOf(const HttpRequest& request) {
  HttpClient client;
  try {
    client.Send(request, {});
  } catch (const Error& error) {
    return error.code();
  }
  FAIL("an answer where a failure was expected");
  return ErrorCode::kInternal;
}

}  // namespace

TEST_CASE("a PUT reads its body while it goes out, with its length told before") {
  std::string body, head;
  StandinServer server([&](const StandinRequest& request) {
    body = request.body;
    head = request.head;
    return StandinAnswer{.body = "kept"};
  });
  CountingSource source(1 << 20);
  HttpClient client;
  CHECK(client.Send(Upload(server.Url("/"), source), {}).body == "kept");
  REQUIRE(body.size() == 700'000);
  CHECK(head.starts_with("PUT / "));
  CHECK(head.find("Expect") == std::string::npos);
  for (std::size_t i : {std::size_t{0}, std::size_t{300'000}, body.size() - 1}) {
    CHECK(static_cast<unsigned char>(body[i]) == (1'000 + i) % 251);
  }
}

TEST_CASE("an empty body is told as such") {
  std::string head;
  StandinServer server([&](const StandinRequest& request) {
    head = request.head;
    return StandinAnswer{};
  });
  CountingSource source(0);
  HttpRequest request = Upload(server.Url("/"), source);
  request.upload_bytes = 0;
  HttpClient client;
  CHECK(client.Send(request, {}).status == 200);
  CHECK(head.find("Content-Length: 0") != std::string::npos);
}

TEST_CASE("a body that becomes shorter is an error of the body") {
  StandinServer server([](const StandinRequest&) { return StandinAnswer{}; });
  CountingSource source(500'000);
  CHECK(CodeOf(Upload(server.Url("/"), source)) == ErrorCode::kInputOutput);
}

TEST_CASE("a transfer that stalls ends, one that was not asked to does not") {
  StandinServer server([](const StandinRequest&) { return StandinAnswer{.hang = true}; });
  CountingSource source(1 << 20);
  HttpRequest request = Upload(server.Url("/"), source);
  request.stall_timeout = milliseconds(30);
  CHECK(CodeOf(request) == ErrorCode::kUnreachable);
  request.stall_timeout = milliseconds(0);
  request.total_timeout = milliseconds(100);
  CHECK(CodeOf(request) == ErrorCode::kUnreachable);
}

TEST_CASE("a path goes out as it is written") {
  StandinServer server([](const StandinRequest& request) { return StandinAnswer{.body = request.target}; });
  HttpRequest request;
  request.url = server.Url("/a/../b/./c//");
  request.reach = Reach::kConfigured;
  HttpClient client;
  CHECK(client.Send(request, {}).body == "/a/../b/./c//");
}

}  // namespace clipbox::net
