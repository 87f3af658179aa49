#include "accounts/accounts.h"
#include "base/clock.h"
#include "base/json_object.h"
#include "http/api/accounts/page.h"
#include "http/api/api.h"

namespace clipbox::http {
namespace {

using base::Json;

constexpr std::size_t kMaxNameBytes = 2048;  // the rule of accounts is tighter and says so

Json ToJson(const accounts::ApiToken& token) {
  return {{"id", token.id},
          {"name", token.name},
          {"createdAt", base::ToIso8601(token.created_at)},
          {"lastUsedAt", token.last_used_at ? Json(base::ToIso8601(*token.last_used_at)) : Json(nullptr)}};
}

Response ListTokens(const Api& api, Request& request) {
  const int limit = request.Limit();
  const auto tokens =
      api.accounts.tokens.List(request.GetCaller().user, request.Query("cursor").value_or(""), limit + 1);
  return JsonResponse(PageJson(
      tokens, limit, [](const accounts::ApiToken& token) { return ToJson(token); },
      [](const accounts::ApiToken& token) { return token.id; }));
}

Response AddToken(const Api& api, Request& request) {
  const Json json = request.JsonOrEmpty();
  const base::JsonObject body(json, "", {"name"});
  const auto made =
      api.accounts.tokens.Create(request.GetCaller().user, body.FindText("name", kMaxNameBytes).value_or(""));
  Json answer = ToJson(made.token);
  answer["secret"] = made.secret;
  return JsonResponse(answer, 201);
}

Response RemoveToken(const Api& api, Request& request) {
  if (!api.accounts.tokens.Remove(request.GetCaller().user, request.PathValue("id"))) {
    throw base::Error(base::ErrorCode::kNotFound, "There is no such token of yours.");
  }
  return NoContent();
}

}  // namespace

void AddTokenRoutes(Router& router, const Api& api) {
  const ApiRoutes routes{router, api, "accounts"};
  routes.Add("GET", "/api/v1/tokens", "listTokens", ListTokens,
             {.summary = "One's own API tokens", .response_schema = "TokenList", .query = {"limit", "cursor"}});
  routes.Add("POST", "/api/v1/tokens", "addToken", AddToken,
             {.summary = "Make an API token; the secret is in this answer only",
              .request_schema = "NewToken",
              .response_schema = "TokenWithSecret",
              .success = 201});
  routes.Add("DELETE", "/api/v1/tokens/{id}", "removeToken", RemoveToken,
             {.summary = "Revoke an API token", .success = 204});
}

}  // namespace clipbox::http
