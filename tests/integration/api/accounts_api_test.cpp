#include "integration/api/api_world.h"

using namespace clipbox;
using test::Answer;
using test::ApiWorld;
using test::Json;

namespace {

// The cookie of an answer, as a browser would send it.
std::string CookieOf(const Answer& answer) {
  const std::string set = answer.http.Header("set-cookie");
  return "Cookie: " + set.substr(0, set.find(';'));
}

Json SignInBody(const std::string& name, const std::string& password) {
  return {{"username", name}, {"password", password}};
}

}  // namespace

TEST_CASE_METHOD(ApiWorld, "signing in sets a cookie that stands for the person until they sign out") {
  const Answer signed_in = Call("", "POST", "/session", SignInBody("ann", "password of ann"));
  REQUIRE(signed_in.status == 200);
  CHECK(signed_in.json == Json{{"user", {{"id", ann_id.value}, {"username", "ann"}, {"role", "member"}}}});
  const std::string set = signed_in.http.Header("set-cookie");
  CHECK(set.find("HttpOnly") != std::string::npos);
  CHECK(set.find("SameSite=Strict") != std::string::npos);
  CHECK(set.find("Secure") == std::string::npos);

  const std::string cookie = CookieOf(signed_in);
  CHECK(Call("", "GET", "/session", {}, {cookie}).json == signed_in.json);
  CHECK(Call("", "DELETE", "/session", {}, {cookie}).status == 204);
  CHECK(Call("", "GET", "/session", {}, {cookie}).code() == "unauthenticated");
  CHECK(Call("", "DELETE", "/session", {}, {cookie}).status == 401);
}

TEST_CASE_METHOD(ApiWorld, "a session slides, and the cookie is set anew when it does") {
  const std::string cookie = CookieOf(Call("", "POST", "/session", SignInBody("ann", "password of ann")));
  CHECK(Call("", "GET", "/session", {}, {cookie}).http.Header("set-cookie").empty());
  clock.Advance(std::chrono::hours(29 * 24));
  CHECK_FALSE(Call("", "GET", "/session", {}, {cookie}).http.Header("set-cookie").empty());
  clock.Advance(std::chrono::hours(29 * 24));
  CHECK(Call("", "GET", "/session", {}, {cookie}).status == 200);
  clock.Advance(std::chrono::hours(30 * 24));
  CHECK(Call("", "GET", "/session", {}, {cookie}).status == 401);
}

TEST_CASE_METHOD(ApiWorld, "a state-changing call with the cookie must not come from another site") {
  const std::string cookie = CookieOf(Call("", "POST", "/session", SignInBody("ann", "password of ann")));
  const Json body{{"name", "x"}};
  CHECK(Call("", "POST", "/tokens", body, {cookie, "Sec-Fetch-Site: cross-site"}).code() == "cross_site");
  CHECK(Call("", "POST", "/tokens", body, {cookie, "Origin: http://evil.example"}).code() == "cross_site");
  CHECK(Call("", "POST", "/tokens", body, {cookie, "Sec-Fetch-Site: same-origin"}).status == 201);
  CHECK(Call("", "POST", "/tokens", body, {cookie, "Origin: http://127.0.0.1:" + std::to_string(port)}).status == 201);
  CHECK(Call("", "POST", "/tokens", body, {cookie}).status == 201);
}

TEST_CASE_METHOD(ApiWorld, "a wrong password is 401, and the eleventh failure is 429 with Retry-After") {
  for (int i = 0; i < 10; ++i) {
    CHECK(Call("", "POST", "/session", SignInBody("ann", "wrong")).code() == "bad_credentials");
  }
  const Answer limited = Call("", "POST", "/session", SignInBody("ann", "password of ann"));
  CHECK(limited.status == 429);
  CHECK(limited.code() == "rate_limited");
  CHECK(limited.http.Header("retry-after") == "900");
  CHECK(Call("", "POST", "/session", SignInBody("bob", "password of bob")).status == 200);
}

TEST_CASE_METHOD(ApiWorld, "a sign-in link works once") {
  const Json body{{"signInToken", accounts.sessions.MakeSignInToken(ann_id)}};
  CHECK(Call("", "POST", "/session", body).json.at("user").at("id") == ann_id.value);
  CHECK(Call("", "POST", "/session", body).code() == "bad_credentials");
}

TEST_CASE_METHOD(ApiWorld, "the body of a sign-in is read strictly") {
  CHECK(Call("", "POST", "/session", Json{{"user", "ann"}}).code() == "unknown_field");
  CHECK(Call("", "POST", "/session", Json{{"username", "ann"}}).pointer() == "/password");
  CHECK(Call("", "POST", "/session", Json{{"username", 5}, {"password", "x"}}).pointer() == "/username");
  CHECK(Call("", "POST", "/session", Json::array()).code() == "invalid_field");
}

TEST_CASE_METHOD(ApiWorld, "set-up works once and signs in the first administrator") {
  const Json body{{"setupToken", "x"}, {"username", "eve"}, {"password", "password"}};
  CHECK(Call("", "POST", "/setup", body).code() == "already_set_up");

  test::TempDir empty;
  sqlite::Database fresh(empty / "clipbox.db", store::DatabaseSchema());
  accounts::Accounts nobody(fresh, clock);
  http::Api its_api{api.settings, clock,       nobody, store, objects, wake, planner,
                    api.preview,  api.streams, {},     {},    {},      {},   {}};
  http::AccountAuthenticator its_authenticator(nobody);
  http::Router its_router(its_authenticator);
  http::AddApiRoutes(its_router, its_api);
  http::Server its_server({}, its_router);
  port = its_server.Start();
  const std::string token = nobody.setup.Token().value();
  CHECK(Call("", "POST", "/setup", body).code() == "bad_credentials");
  const Answer done =
      Call("", "POST", "/setup", Json{{"setupToken", token}, {"username", "eve"}, {"password", "password"}});
  REQUIRE(done.status == 200);
  CHECK(done.json.at("user").at("role") == "admin");
  CHECK(Call("", "GET", "/users", {}, {CookieOf(done)}).json.at("items").size() == 1);
  CHECK(Call("", "POST", "/setup", Json{{"setupToken", token}, {"username", "eve"}, {"password", "password"}}).status ==
        409);
}

TEST_CASE_METHOD(ApiWorld, "accounts are for administrators to see, make and remove") {
  CHECK(Call(ann, "GET", "/users").code() == "forbidden");
  CHECK(Call("", "GET", "/users").code() == "unauthenticated");
  const Answer made = Call(ada, "POST", "/users", Json{{"username", "eve"}, {"password", "password"}});
  CHECK(made.status == 201);
  CHECK(made.json.at("role") == "member");
  CHECK(made.json.at("createdAt") == base::ToIso8601(clock.Now()));
  CHECK(Call(ada, "POST", "/users", Json{{"username", "EVE"}, {"password", "password"}}).pointer() == "/username");
  CHECK(Call(ada, "POST", "/users", Json{{"username", "x"}, {"password", "short"}}).pointer() == "/password");
  CHECK(Call(ada, "POST", "/users", Json{{"username", "x"}, {"password", "password"}, {"role", "god"}}).pointer() ==
        "/role");
  CHECK(Call(ada, "GET", "/users").json.at("items").size() == 4);
  CHECK(Call(ada, "DELETE", "/users/" + made.at("id")).status == 204);
  CHECK(Call(ada, "DELETE", "/users/" + made.at("id")).status == 404);
  CHECK(Call(ada, "DELETE", "/users/" + ada_id.value).code() == "last_admin");
}

TEST_CASE_METHOD(ApiWorld, "a removed user's jobs go to the administrator who removes") {
  const std::string job = MetaReady();
  CHECK(Call(ada, "GET", job).status == 404);
  CHECK(Call(ada, "DELETE", "/users/" + ann_id.value).status == 204);
  CHECK(Call(ada, "GET", job).at("status") == "META_READY");
  CHECK(Call(ann, "GET", "/session").code() == "unauthenticated");
}

TEST_CASE_METHOD(ApiWorld, "one's own password needs the old one, another's an administrator") {
  const std::string path = "/users/" + ann_id.value + "/password";
  CHECK(Put(path, {{"password", "new password"}}).pointer() == "/oldPassword");
  CHECK(Put(path, {{"password", "new password"}, {"oldPassword", "wrong"}}).code() == "bad_credentials");
  CHECK(Put(path, {{"password", "new password"}, {"oldPassword", "password of ann"}}).status == 204);
  CHECK(Call("", "POST", "/session", SignInBody("ann", "new password")).status == 200);
  CHECK(Call(bob, "PUT", path, Json{{"password", "x password"}}).code() == "forbidden");
  CHECK(Call(ada, "PUT", path, Json{{"password", "x password"}}).status == 204);
  CHECK(Call(ada, "PUT", "/users/nobody/password", Json{{"password", "x password"}}).status == 404);
}

TEST_CASE_METHOD(ApiWorld, "a token's secret is in the answer that made it, and works until it is revoked") {
  const Answer made = Post("/tokens", Json{{"name", "ci"}});
  REQUIRE(made.status == 201);
  const std::string secret = made.at("secret");
  CHECK(Call(secret, "GET", "/session").json.at("user").at("username") == "ann");
  const Json listed = Get("/tokens").json.at("items");
  REQUIRE(listed.size() == 2);
  CHECK_FALSE(listed[1].contains("secret"));
  CHECK(listed[1].at("name") == "ci");
  CHECK(listed[1].at("lastUsedAt") == base::ToIso8601(clock.Now()));
  CHECK(Call(bob, "DELETE", "/tokens/" + made.at("id")).status == 404);
  CHECK(Delete("/tokens/" + made.at("id")).status == 204);
  CHECK(Delete("/tokens/" + made.at("id")).status == 404);
  CHECK(Call(secret, "GET", "/session").status == 401);
}

TEST_CASE_METHOD(ApiWorld, "names of accounts and tokens are plain lines, or they are refused with their pointer") {
  for (const char* name : {"a\u202Eb", "a\nb", "a\u0085b"}) {
    CAPTURE(name);
    const Answer token = Post("/tokens", Json{{"name", name}});
    CHECK(token.status == 422);
    CHECK(token.code() == "invalid_field");
    CHECK(token.pointer() == "/name");
    const Answer user = Call(ada, "POST", "/users", Json{{"username", name}, {"password", "password1"}});
    CHECK(user.code() == "invalid_field");
    CHECK(user.pointer() == "/username");
  }
}

TEST_CASE_METHOD(ApiWorld, "an API token has no session to end") { CHECK(Delete("/session").status == 404); }

TEST_CASE_METHOD(ApiWorld, "lists are cut into pages that follow each other") {
  for (int i = 0; i < 4; ++i) {
    clock.Advance(std::chrono::milliseconds(1));
    Post("/tokens", Json{{"name", std::to_string(i)}});
  }
  const Json first = Get("/tokens?limit=3").json;
  CHECK(first.at("items").size() == 3);
  const Json second = Get("/tokens?limit=3&cursor=" + first.at("nextCursor").get<std::string>()).json;
  CHECK(second.at("items").size() == 2);
  CHECK(second.at("nextCursor").is_null());
  for (const char* limit : {"0", "201", "x", "-1", "1.5"})
    CHECK(Get("/tokens?limit=" + std::string(limit)).pointer() == "/limit");
}
