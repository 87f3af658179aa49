#include "accounts/accounts.h"
#include "base/clock.h"
#include "base/json_object.h"
#include "http/api/accounts/page.h"
#include "http/api/api.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::JsonObject;

constexpr std::size_t kMaxTextBytes = 2048;  // the rules of accounts are tighter and say so

Json ToJson(const accounts::User& user) {
  return {{"id", user.id.value},
          {"username", user.username},
          {"role", accounts::ToText(user.role)},
          {"createdAt", base::ToIso8601(user.created_at)}};
}

Response ListUsers(const Api& api, Request& request) {
  const int limit = request.Limit();
  const auto users = api.accounts.users.List(request.Query("cursor").value_or(""), limit + 1);
  return JsonResponse(PageJson(
      users, limit, [](const accounts::User& user) { return ToJson(user); },
      [](const accounts::User& user) { return user.id.value; }));
}

Response AddUser(const Api& api, Request& request) {
  const Json json = request.Json();
  const JsonObject body(json, "", {"username", "password", "role"});
  const auto role = body.FindWord("role", {"member", "admin"});
  const accounts::User user =
      api.accounts.users.Add(body.GetText("username", kMaxTextBytes), body.GetText("password", kMaxTextBytes),
                             role == 1 ? accounts::Role::kAdmin : accounts::Role::kMember);
  return JsonResponse(ToJson(user), 201);
}

Response RemoveUser(const Api& api, Request& request) {
  api.accounts.users.Remove(jobs::UserId{request.PathValue("id")}, request.GetCaller().user);
  return NoContent();
}

Response SetPassword(const Api& api, Request& request) {
  const Caller& caller = request.GetCaller();
  const jobs::UserId id{request.PathValue("id")};
  const bool own = id == caller.user;
  if (!own && !caller.is_administrator)
    throw Error(ErrorCode::kForbidden, "Only an administrator sets another person's password.");
  const Json json = request.Json();
  const JsonObject body(json, "", {"password", "oldPassword"});
  const std::string password = body.GetText("password", kMaxTextBytes);
  if (own) {
    const std::string old_password = body.GetText("oldPassword", kMaxTextBytes);
    // Counted like a sign-in: who holds a session must not guess the password by it.
    api.accounts.sign_in.Check(api.accounts.users.Find(id)->username, old_password, request.client_address);
    api.accounts.users.ChangePassword(id, old_password, password, caller.session);
  } else {
    api.accounts.users.SetPassword(id, password);
  }
  return NoContent();
}

}  // namespace

void AddUserRoutes(Router& router, const Api& api) {
  const ApiRoutes routes{router, api, "accounts"};
  routes.Add("GET", "/api/v1/users", "listUsers", ListUsers,
             {.summary = "All accounts", .response_schema = "UserList", .query = {"limit", "cursor"}},
             Access::kAdministrator);
  routes.Add("POST", "/api/v1/users", "addUser", AddUser,
             {.summary = "Make an account", .request_schema = "NewUser", .response_schema = "Account", .success = 201},
             Access::kAdministrator);
  routes.Add("DELETE", "/api/v1/users/{id}", "removeUser", RemoveUser,
             {.summary = "Remove an account; its jobs go to who removes", .success = 204}, Access::kAdministrator);
  routes.Add("PUT", "/api/v1/users/{id}/password", "setPassword", SetPassword,
             {.summary = "Give a new password: one's own with the old one, or another's as administrator",
              .request_schema = "NewPassword",
              .success = 204});
}

}  // namespace clipbox::http
