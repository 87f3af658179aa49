#include "accounts/accounts.h"
#include "base/json_object.h"
#include "http/api/accounts/account_authenticator.h"
#include "http/api/api.h"
#include "http/cookies.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::JsonObject;

Json UserJson(const accounts::User& user) {
  return {{"user", {{"id", user.id.value}, {"username", user.username}, {"role", accounts::ToText(user.role)}}}};
}

Response SignedIn(const Api& api, const Request& request, const accounts::User& user) {
  Response response = JsonResponse(UserJson(user));
  const std::string secret = api.accounts.sessions.Start(user.id);
  response.headers.Add("Set-Cookie", SetSessionCookie(request, secret, accounts::kSessionLife));
  return response;
}

Response SignIn(const Api& api, Request& request) {
  const Json json = request.Json();
  const JsonObject body(json, "", {"username", "password", "signInToken"});
  if (const auto token = body.FindText("signInToken", kMaxSecretBytes)) {
    if (body.Has("username") || body.Has("password"))
      body.Refuse("signInToken", "stands alone, without name and password");
    return SignedIn(api, request, api.accounts.sessions.RedeemSignInToken(*token));
  }
  const std::string username = body.GetText("username", kMaxSecretBytes);
  const std::string password = body.GetText("password", accounts::kMaxPasswordBytes);
  return SignedIn(api, request, api.accounts.sign_in.Check(username, password, request.client_address));
}

Response ShowSession(const Api& api, Request& request) {
  const auto user = api.accounts.users.Find(request.GetCaller().user);
  if (!user) throw Error(ErrorCode::kUnauthenticated, "This account is gone: sign in with another.");
  return JsonResponse(UserJson(*user));
}

Response SignOut(const Api& api, Request& request) {
  if (!api.accounts.sessions.End(request.GetCaller().session)) {
    throw Error(ErrorCode::kNotFound, "There is no session to end: an API token is revoked by DELETE /tokens/{id}.");
  }
  Response response = NoContent();
  response.headers.Add("Set-Cookie", ClearSessionCookie(request));
  return response;
}

Response SetUp(const Api& api, Request& request) {
  const Json json = request.Json();
  const JsonObject body(json, "", {"setupToken", "username", "password"});
  return SignedIn(
      api, request,
      api.accounts.setup.Finish(body.GetText("setupToken", kMaxSecretBytes), body.GetText("username", kMaxSecretBytes),
                                body.GetText("password", accounts::kMaxPasswordBytes)));
}

}  // namespace

void AddSessionRoutes(Router& router, const Api& api) {
  const ApiRoutes routes{router, api, "accounts"};
  routes.Add("POST", "/api/v1/session", "signIn", SignIn,
             {.summary = "Sign in with name and password, or with a sign-in link's token; sets the cookie",
              .request_schema = "SignIn",
              .response_schema = "Session"},
             Access::kOpen);
  routes.Add("GET", "/api/v1/session", "getSession", ShowSession,
             {.summary = "Who is signed in", .response_schema = "Session"});
  routes.Add("DELETE", "/api/v1/session", "signOut", SignOut,
             {.summary = "Sign out, on the server too", .success = 204});
  routes.Add("POST", "/api/v1/setup", "setUp", SetUp,
             {.summary = "Make the first administrator; works once; signs in",
              .request_schema = "Setup",
              .response_schema = "Session"},
             Access::kOpen);
}

}  // namespace clipbox::http
