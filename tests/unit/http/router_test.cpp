#include "http/router.h"

#include "base/error.h"
#include "base/json.h"
#include "base/metrics.h"
#include "catch.h"
#include "http/cookies.h"
#include "http/problem.h"
#include "unit/http/test_server.h"

namespace clipbox {
namespace {

using http::Access;
using http::Request;
using http::Response;

http::Route Route(std::string method, std::string pattern, std::string name, Access access = Access::kOpen) {
  return {.method = std::move(method),
          .pattern = std::move(pattern),
          .name = name,
          .access = access,
          .handler = [name](Request& request) {
            std::string text = name;
            for (const auto& [key, value] : request.path) text += " " + key + "=" + value;
            return http::TextResponse(text, "text/plain");
          }};
}

Request Call(std::string method, std::string_view target) {
  Request request;
  request.method = std::move(method);
  request.target = http::ParseTarget(target);
  request.client_address = "203.0.113.7";
  request.scheme = "http";
  request.host = "localhost";
  request.origin = "http://localhost";
  return request;
}

struct RoutedApp {
  Response Answer(std::string method, std::string_view target, std::string_view header = "",
                  std::string_view value = "") {
    Request request = Call(std::move(method), target);
    if (!header.empty()) request.headers.Add(header, value);
    return router.Answer(request);
  }

  test::TestAuthenticator authenticator;
  http::Router router{authenticator};
};

std::string CodeOf(const Response& response) { return base::ParseJson(response.body)["code"]; }

TEST_CASE_METHOD(RoutedApp, "a literal segment wins over a name, and names are decoded") {
  router.Add(Route("GET", "/api/jobs/{id}", "getJob"));
  router.Add(Route("GET", "/api/jobs/new", "newJob"));
  router.Add(Route("PUT", "/api/jobs/{id}/parts/{n}", "putPart"));
  CHECK(Answer("GET", "/api/jobs/new").body == "newJob");
  CHECK(Answer("GET", "/api/jobs/a%2Fb?x=1").body == "getJob id=a/b");
  CHECK(Answer("PUT", "/api/jobs/7/parts/3").body == "putPart id=7 n=3");
  CHECK(Answer("GET", "/api/jobs/").status == 404);
  CHECK(Answer("GET", "/api/jobs/a/").status == 404);
  CHECK(Answer("GET", "/api//jobs/a").status == 404);
  CHECK(Answer("GET", "/api/jobs/%").status == 404);
  CHECK(Answer("GET", "/api/jobs/%00").status == 404);
  CHECK(Answer("GET", "/api/jobs/%ff").status == 404);
}

TEST_CASE_METHOD(RoutedApp, "another method is 405 with what is allowed, HEAD goes to GET") {
  router.Add(Route("GET", "/thing", "getThing"));
  router.Add(Route("DELETE", "/thing", "deleteThing"));
  const Response refused = Answer("POST", "/thing");
  CHECK(refused.status == 405);
  CHECK(refused.headers.Find("Allow") == "GET, HEAD, DELETE");
  CHECK(CodeOf(refused) == "method_not_allowed");
  CHECK(Answer("HEAD", "/thing").body == "getThing");
}

TEST_CASE_METHOD(RoutedApp, "two routes for one address or of one name are a mistake in the program") {
  router.Add(Route("GET", "/thing", "getThing"));
  CHECK_THROWS_AS(router.Add(Route("GET", "/thing", "other")), std::logic_error);
  CHECK_THROWS_AS(router.Add(Route("GET", "/other", "getThing")), std::logic_error);
}

TEST_CASE_METHOD(RoutedApp, "each route lets in whom its rule names") {
  router.Add(Route("GET", "/open", "open"));
  router.Add(Route("GET", "/mine", "mine", Access::kSignedIn));
  router.Add(Route("GET", "/admin", "admin", Access::kAdministrator));
  router.Add(Route("GET", "/metrics", "metrics", Access::kLoopbackOrSignedIn));
  CHECK(Answer("GET", "/open").status == 200);
  CHECK(Answer("GET", "/mine").status == 401);
  CHECK(Answer("GET", "/mine").headers.Has("WWW-Authenticate"));
  CHECK(Answer("GET", "/mine", "Authorization", "Bearer wrong").status == 401);
  CHECK(Answer("GET", "/mine", "Authorization", "bearer member").status == 200);
  CHECK(Answer("GET", "/admin", "Authorization", "Bearer member").status == 403);
  CHECK(Answer("GET", "/admin", "Authorization", "Bearer admin").status == 200);
  CHECK(Answer("GET", "/metrics").status == 401);
  CHECK(Answer("GET", "/metrics", "Authorization", "Bearer member").status == 200);
  Request local = Call("GET", "/metrics");
  local.client_address = "127.0.0.1";
  CHECK(router.Answer(local).status == 200);
}

TEST_CASE_METHOD(RoutedApp, "a session that was renewed is told to the browser") {
  router.Add(Route("GET", "/mine", "mine", Access::kSignedIn));
  CHECK(Answer("GET", "/mine", "Cookie", "a=b; clipbox_session=session-of-member").headers.Find("Set-Cookie") ==
        "clipbox_session=renewed");
}

TEST_CASE_METHOD(RoutedApp, "a state-changing call with the cookie must come from our own page") {
  router.Add(Route("POST", "/mine", "mine", Access::kSignedIn));
  router.Add(Route("GET", "/mine", "read", Access::kSignedIn));
  const auto post = [this](std::string_view header, std::string_view value, std::string method = "POST") {
    Request request = Call(std::move(method), "/mine");
    request.headers.Add("Cookie", "clipbox_session=session-of-member");
    if (!header.empty()) request.headers.Add(header, value);
    return router.Answer(request).status;
  };
  CHECK(post("", "") == 200);
  CHECK(post("Sec-Fetch-Site", "same-origin") == 200);
  CHECK(post("Sec-Fetch-Site", "none") == 200);
  CHECK(post("Sec-Fetch-Site", "same-site") == 403);
  CHECK(post("Sec-Fetch-Site", "cross-site") == 403);
  CHECK(post("Origin", "http://localhost") == 200);
  CHECK(post("Origin", "https://localhost") == 403);
  CHECK(post("Origin", "null") == 403);
  CHECK(post("Sec-Fetch-Site", "cross-site", "GET") == 200);
  CHECK(Answer("POST", "/mine", "Authorization", "Bearer member").status == 200);
}

TEST_CASE_METHOD(RoutedApp, "requests are counted by route and status") {
  router.Add(Route("GET", "/counted/{id}", "countedThing"));
  Answer("GET", "/counted/1");
  Answer("GET", "/counted/2");
  CHECK(base::MetricsText().find("clipbox_http_requests_total{code=\"200\",route=\"countedThing\"} 2") !=
        std::string::npos);
}

TEST_CASE("the log has no address that opens a page for others") {
  CHECK(http::LoggedPath("/s/q3Vd8") == "/s/{token}");
  CHECK(http::LoggedPath("/s/q3Vd8/oembed") == "/s/{token}/oembed");
  CHECK(http::LoggedPath("/s/q3Vd8/media/01J") == "/s/{token}/media/01J");
  CHECK(http::LoggedPath("/s/") == "/s/{token}");
  CHECK(http::LoggedPath("/api/v1/jobs/s/x") == "/api/v1/jobs/s/x");
}

TEST_CASE("a problem carries what its code adds") {
  const Response wrong = http::Problem(
      base::Error(base::ErrorCode::kWrongStatus, "Not now.", {.current = "READY", .allowed = {"FAILED"}}));
  CHECK(wrong.status == 409);
  CHECK(wrong.headers.Find("Content-Type") == "application/problem+json");
  CHECK(base::ParseJson(wrong.body) ==
        base::ParseJson(R"({"type":"/problems/wrong_status","title":"Conflict","status":409,
    "detail":"Not now.","code":"wrong_status","current":"READY","allowed":["FAILED"]})"));
  const Response later =
      http::Problem(base::Error(base::ErrorCode::kRateLimited, "Wait.", {.retry_after_seconds = 60}));
  CHECK(later.status == 429);
  CHECK(later.headers.Find("Retry-After") == "60");
}

TEST_CASE("cookies and tokens are read as they were set") {
  Request request = Call("GET", "/");
  request.headers.Add("Cookie", "x=1;clipbox_session=abc; clipbox_session=second");
  CHECK(http::SessionCookie(request) == "abc");
  CHECK_FALSE(http::BearerToken(request));
  CHECK(http::SetSessionCookie(request, "v", std::chrono::seconds(60)) ==
        "clipbox_session=v; Path=/; HttpOnly; SameSite=Strict; Max-Age=60");
  request.scheme = "https";
  CHECK(http::ClearSessionCookie(request) == "clipbox_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0; Secure");
}

}  // namespace
}  // namespace clipbox
