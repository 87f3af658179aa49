#include "youtube/metadata.h"

#include <atomic>

#include "base/error.h"
#include "catch.h"
#include "standin_server.h"
#include "youtube/thumbnail.h"

namespace clipbox::youtube {
namespace {

using test::StandinAnswer;
using test::StandinRequest;
using test::StandinServer;

constexpr const char* kId = "aqz-KE-bpKQ";
const std::string kOembed =
    R"({"title":"Big Buck Bunny","author_name":"Blender","author_url":"https://www.youtube.com/@blender",
  "thumbnail_url":"https://i.ytimg.com/vi/aqz-KE-bpKQ/hqdefault.jpg","width":200,"height":113,"html":"<iframe></iframe>"})";
const std::string kJpeg = "\xFF\xD8\xFF\xE0 a picture";

Endpoints At(const StandinServer& server) {
  Endpoints endpoints;
  endpoints.hosts = {"www.youtube.com"};
  endpoints.thumbnail_hosts = {"i.ytimg.com", server.HostPort()};
  endpoints.oembed_url = server.Url("/oembed");
  endpoints.api_url = server.Url("/youtube/v3");
  return endpoints;
}

MetadataResult FetchFrom(const StandinAnswer& answer) {
  StandinServer server([&](const StandinRequest&) { return answer; });
  net::HttpClient http;
  return MetadataClient(http, At(server)).Fetch(kId, {});
}

MetadataOutcome OutcomeOf(int status, const std::string& body) {
  return FetchFrom({.status = status, .body = body}).outcome;
}

base::ErrorCode ThumbnailError(const Endpoints& endpoints, const std::string& url) {
  net::HttpClient http;
  try {
    FetchThumbnail(http, endpoints, url, {});
  } catch (const base::Error& error) {
    return error.code();
  }
  FAIL("a picture where a failure was expected: " << url);
  return base::ErrorCode::kInternal;
}

}  // namespace

TEST_CASE("oEmbed is asked for the canonical URL and gives title, author and thumbnail") {
  std::string target;
  MetadataResult result;
  {
    StandinServer server([&](const StandinRequest& request) {
      target = request.target;
      return StandinAnswer{.body = kOembed};
    });
    net::HttpClient http;
    result = MetadataClient(http, At(server)).Fetch(kId, {});
  }
  CHECK(target == "/oembed?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Daqz-KE-bpKQ&format=json");
  REQUIRE(result.outcome == MetadataOutcome::kFetched);
  CHECK(result.video.title == "Big Buck Bunny");
  CHECK(result.video.author_name == "Blender");
  CHECK(result.video.author_url == "https://www.youtube.com/@blender");
  CHECK(result.video.thumbnail_url == "https://i.ytimg.com/vi/aqz-KE-bpKQ/hqdefault.jpg");
  CHECK_FALSE(result.video.duration_seconds);
  CHECK(result.video.source == MetadataSource::kOembed);
}

TEST_CASE("what oEmbed answers decides between limited, removed and not now") {
  CHECK(OutcomeOf(401, "Unauthorized") == MetadataOutcome::kLimited);
  CHECK(OutcomeOf(403, "Forbidden") == MetadataOutcome::kLimited);
  CHECK(OutcomeOf(200, "Forbidden") == MetadataOutcome::kLimited);
  CHECK(OutcomeOf(404, "Not Found") == MetadataOutcome::kRemoved);
  CHECK(OutcomeOf(400, "Bad Request") == MetadataOutcome::kRemoved);
  CHECK(OutcomeOf(429, "") == MetadataOutcome::kUnreachable);
  CHECK(OutcomeOf(500, "") == MetadataOutcome::kUnreachable);
  CHECK(OutcomeOf(503, "") == MetadataOutcome::kUnreachable);
}

TEST_CASE("a redirect is not followed and counts as not now") {
  std::atomic<int> requests = 0;
  StandinServer server([&](const StandinRequest&) {
    ++requests;
    return StandinAnswer{.status = 302, .headers = {"Location: /oembed"}};
  });
  net::HttpClient http;
  CHECK(MetadataClient(http, At(server)).Fetch(kId, {}).outcome == MetadataOutcome::kUnreachable);
  CHECK(requests == 1);
}

TEST_CASE("an answer that is broken, of wrong types or too large counts as not now") {
  for (const char* body : {"", "{", "[]", "null", R"({"title":7})", R"({"title":""})", R"({"title":" \n "})",
                           R"({"author_name":"x"})", R"({"title":"a","title":"b"})", "<html></html>"}) {
    INFO(body);
    CHECK(OutcomeOf(200, body) == MetadataOutcome::kUnreachable);
  }
  CHECK(OutcomeOf(200, R"({"title":"a","html":")" + std::string(256 * 1024, 'x') + "\"}") ==
        MetadataOutcome::kUnreachable);
}

TEST_CASE("a host that does not answer counts as not now, with the cause") {
  std::string gone;
  {
    StandinServer server([](const StandinRequest&) { return StandinAnswer{}; });
    gone = server.Url("/oembed");
  }
  net::HttpClient http;
  const MetadataResult result =
      MetadataClient(http, {.hosts = {}, .thumbnail_hosts = {}, .oembed_url = gone, .api_url = "", .api_key = ""})
          .Fetch(kId, {});
  CHECK(result.outcome == MetadataOutcome::kUnreachable);
  CHECK(result.cause.find(gone) != std::string::npos);
}

TEST_CASE("fields that are not believed are left out, texts become plain and are cut") {
  const auto title = [](const std::string& json) { return FetchFrom({.body = json}).video; };
  CHECK(title(R"({"title":"a\nb\u0007c","author_name":[1]})").title == "a b c");
  CHECK(title(R"({"title":"\u202Ea\u2028b","author_name":"A\u200fnn\u0085"})").title == "a b");
  CHECK(title(R"({"title":"a","author_name":"A\u200fnn\u0085"})").author_name == "Ann ");
  CHECK_FALSE(title(R"({"title":"a","author_name":[1]})").author_name);
  CHECK(title(R"({"title":")" + std::string(5000, 'x') + "\"}").title.size() == 500);
  for (const char* url :
       {"http://www.youtube.com/@x", "javascript:alert(1)", "https://evil.example/@x", "https://u@www.youtube.com/"}) {
    INFO(url);
    CHECK_FALSE(title(R"({"title":"a","author_url":")" + std::string(url) + "\"}").author_url);
  }
  for (const char* url : {"http://i.ytimg.com/x.jpg", "https://evil.example/x.jpg", "https://i.ytimg.com:444/x.jpg",
                          "http://127.0.0.1:1/x.jpg"}) {
    INFO(url);
    CHECK_FALSE(title(R"({"title":"a","thumbnail_url":")" + std::string(url) + "\"}").thumbnail_url);
  }
}

TEST_CASE("youtube.metadata=off asks nobody") {
  std::atomic<int> requests = 0;
  StandinServer server([&](const StandinRequest&) {
    ++requests;
    return StandinAnswer{.body = kOembed};
  });
  Endpoints endpoints = At(server);
  endpoints.ask_network = false;
  net::HttpClient http;
  CHECK(MetadataClient(http, endpoints).Fetch(kId, {}).outcome == MetadataOutcome::kOff);
  CHECK(requests == 0);
}

TEST_CASE("with a key the Data API gives duration and description") {
  std::string target;
  MetadataResult result;
  {
    StandinServer server([&](const StandinRequest& request) {
      target = request.target;
      return StandinAnswer{
          .body =
              R"({"items":[{"id":"aqz-KE-bpKQ","snippet":{"title":"Bunny","channelTitle":"Blender","channelId":"UCabc",
        "description":"0:00 Intro\n1:00 End","thumbnails":{"default":{"url":"https://i.ytimg.com/d.jpg"},"high":{"url":"https://i.ytimg.com/h.jpg"}}},
        "contentDetails":{"duration":"PT10M34S"}}]})"};
    });
    Endpoints endpoints = At(server);
    endpoints.api_key = "k&y";
    net::HttpClient http;
    result = MetadataClient(http, endpoints).Fetch(kId, {});
  }
  CHECK(target == "/youtube/v3/videos?part=snippet,contentDetails&id=aqz-KE-bpKQ&key=k%26y");
  REQUIRE(result.outcome == MetadataOutcome::kFetched);
  CHECK(result.video.source == MetadataSource::kDataApi);
  CHECK(result.video.title == "Bunny");
  CHECK(result.video.duration_seconds == 634.0);
  CHECK(result.video.description == "0:00 Intro\n1:00 End");
  CHECK(result.video.author_url == "https://www.youtube.com/channel/UCabc");
  CHECK(result.video.thumbnail_url == "https://i.ytimg.com/h.jpg");
}

TEST_CASE("where the Data API refuses or lists nothing, oEmbed decides") {
  for (const StandinAnswer& api :
       {StandinAnswer{.status = 403, .body = "{}"}, StandinAnswer{.body = R"({"items":[]})"},
        StandinAnswer{.body = "{"},
        StandinAnswer{.body = R"({"items":[{"id":"AAAAAAAAAAA","snippet":{"title":"another"}}]})"}}) {
    StandinServer server([&](const StandinRequest& request) {
      return request.target.starts_with("/oembed") ? StandinAnswer{.status = 404} : api;
    });
    Endpoints endpoints = At(server);
    endpoints.api_key = "key";
    net::HttpClient http;
    CHECK(MetadataClient(http, endpoints).Fetch(kId, {}).outcome == MetadataOutcome::kRemoved);
  }
}

TEST_CASE("a stop ends the question with an error") {
  std::stop_source stop;
  StandinServer server([&](const StandinRequest&) {
    stop.request_stop();
    return StandinAnswer{.hang = true};
  });
  net::HttpClient http;
  CHECK_THROWS_AS(MetadataClient(http, At(server)).Fetch(kId, stop.get_token()), base::Error);
}

TEST_CASE("a thumbnail is kept with the kind that its bytes show") {
  StandinServer server(
      [](const StandinRequest&) { return StandinAnswer{.body = kJpeg, .headers = {"Content-Type: image/webp"}}; });
  net::HttpClient http;
  const Thumbnail thumbnail = FetchThumbnail(http, At(server), server.Url("/vi/x.jpg"), {});
  CHECK(thumbnail.bytes == kJpeg);
  CHECK(thumbnail.content_type == "image/jpeg");
}

TEST_CASE("a thumbnail that is no picture, too large, redirected or missing is refused") {
  StandinServer server([](const StandinRequest& request) {
    if (request.target == "/page") return StandinAnswer{.body = "<html>", .headers = {"Content-Type: image/jpeg"}};
    if (request.target == "/svg")
      return StandinAnswer{.body = "<svg xmlns='x'/>", .headers = {"Content-Type: image/svg+xml"}};
    if (request.target == "/text") return StandinAnswer{.body = kJpeg, .headers = {"Content-Type: text/html"}};
    if (request.target == "/large")
      return StandinAnswer{.body = kJpeg + std::string(1 << 20, 'x'), .headers = {"Content-Type: image/jpeg"}};
    if (request.target == "/moved") return StandinAnswer{.status = 302, .headers = {"Location: /x"}};
    return StandinAnswer{.status = 404};
  });
  const Endpoints endpoints = At(server);
  CHECK(ThumbnailError(endpoints, server.Url("/page")) == base::ErrorCode::kUnsupportedMediaType);
  CHECK(ThumbnailError(endpoints, server.Url("/svg")) == base::ErrorCode::kUnsupportedMediaType);
  CHECK(ThumbnailError(endpoints, server.Url("/text")) == base::ErrorCode::kUnsupportedMediaType);
  CHECK(ThumbnailError(endpoints, server.Url("/large")) == base::ErrorCode::kTooLarge);
  CHECK(ThumbnailError(endpoints, server.Url("/moved")) == base::ErrorCode::kUnreachable);
  CHECK(ThumbnailError(endpoints, server.Url("/gone")) == base::ErrorCode::kUnreachable);
}

TEST_CASE("a thumbnail comes from a listed host only, by http only from a listed stand-in") {
  std::atomic<int> requests = 0;
  StandinServer server([&](const StandinRequest&) {
    ++requests;
    return StandinAnswer{.body = kJpeg, .headers = {"Content-Type: image/jpeg"}};
  });
  Endpoints endpoints = At(server);
  for (const char* url : {"https://evil.example/x.jpg", "http://i.ytimg.com/x.jpg", "file:///etc/passwd",
                          "https://i.ytimg.com@127.0.0.1/x.jpg"}) {
    INFO(url);
    CHECK(ThumbnailError(endpoints, url) == base::ErrorCode::kInvalidUrl);
  }
  endpoints.thumbnail_hosts = {"i.ytimg.com"};
  CHECK(ThumbnailError(endpoints, server.Url("/x.jpg")) == base::ErrorCode::kInvalidUrl);
  endpoints = At(server);
  endpoints.oembed_url = "https://www.youtube.com/oembed";
  CHECK(ThumbnailError(endpoints, server.Url("/x.jpg")) == base::ErrorCode::kInvalidUrl);
  CHECK(requests == 0);
}

TEST_CASE("a listed host that resolves to this machine is not reached") {
  StandinServer server([](const StandinRequest&) { return StandinAnswer{}; });
  Endpoints endpoints = At(server);
  endpoints.thumbnail_hosts = {"localhost"};
  CHECK(ThumbnailError(endpoints, "https://localhost/x.jpg") == base::ErrorCode::kInvalidUrl);
}

}  // namespace clipbox::youtube
