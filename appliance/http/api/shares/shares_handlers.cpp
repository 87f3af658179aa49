#include <algorithm>

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/json_object.h"
#include "base/text.h"
#include "crypto/secrets.h"
#include "http/api/api.h"
#include "http/api/job_calls.h"
#include "http/api/shares/shareable.h"

namespace clipbox::http {
namespace {

using base::Json;
using base::JsonObject;

constexpr std::size_t kTokenBytes = 16;  // 128 random bits: nobody guesses a page
constexpr std::size_t kMaxShareTitleBytes = 500;
constexpr std::size_t kMaxSharedArtifacts = 2000;
constexpr std::size_t kMaxIdBytes = 64;
constexpr std::size_t kMaxTimeBytes = 64;
constexpr std::size_t kMaxSharePasswordBytes = 1024;

Json ShareJson(const Request& request, const store::Share& share) {
  Json ids = Json::array();
  for (const jobs::ArtifactId& id : share.artifact_ids) ids.push_back(id.value);
  return {{"id", share.id.value},
          {"jobId", share.job_id.value},
          {"url", request.origin + "/s/" + share.token},
          {"title", base::OrNull(share.title)},
          {"artifactIds", std::move(ids)},
          {"expiresAt", share.expires_at ? Json(base::ToIso8601(*share.expires_at)) : Json(nullptr)},
          {"hasPassword", share.password_hash.has_value()},
          {"views", share.views},
          {"createdAt", base::ToIso8601(share.created_at)}};
}

std::vector<jobs::ArtifactId> ReadArtifactIds(const JsonObject& body) {
  const Json* list = body.FindList("artifactIds", kMaxSharedArtifacts);
  if (list->empty()) body.Refuse("artifactIds", "must name at least one artifact");
  std::vector<jobs::ArtifactId> ids;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string index = std::to_string(i);
    const Json holder = {{index, (*list)[i]}};
    ids.push_back({JsonObject(holder, body.PointerOf("artifactIds"), {index}).GetText(index, kMaxIdBytes)});
  }
  return ids;
}

// Those that are named, or what there is to be shown of the job now.
std::vector<jobs::ArtifactId> ArtifactsOf(const Api& api, const jobs::JobId& job, const JsonObject& body) {
  if (body.Has("artifactIds") && !body.IsNull("artifactIds")) return ReadArtifactIds(body);
  const auto ids = ShareableOf(api.store.artifacts.ListAll(job));
  if (ids.empty()) body.Refuse("artifactIds", "would be empty: nothing was made of this job that could be shared yet");
  return ids;
}

std::optional<std::string> FindShareTitle(const JsonObject& body) {
  auto title = body.FindLine("title", kMaxShareTitleBytes);
  if (title && base::Trim(*title).empty()) body.Refuse("title", "must not be empty: leave it out for the video's own");
  return title;
}

std::optional<base::Timestamp> FindExpiry(const Api& api, const JsonObject& body) {
  const auto text = body.FindText("expiresAt", kMaxTimeBytes);
  if (!text) return std::nullopt;
  const auto time = base::FromIso8601(*text);
  if (!time) body.Refuse("expiresAt", "must be a time in UTC like 2026-01-02T03:04:05Z");
  if (*time <= api.clock.Now()) body.Refuse("expiresAt", "must lie in the future");
  return time;
}

std::optional<std::string> FindPasswordHash(const JsonObject& body) {
  const auto password = body.FindText("password", kMaxSharePasswordBytes);
  if (!password) return std::nullopt;
  if (password->empty()) body.Refuse("password", "must not be empty: leave it out, or give null, for none");
  return crypto::HashPassword(*password);
}

Response CreateShare(const Api& api, Request& request) {
  const jobs::Job job = GetJob(api, request);
  const Json json = request.JsonOrEmpty();
  const JsonObject body(json, "", {"artifactIds", "title", "expiresAt", "password"});
  store::NewShare wanted;
  wanted.artifact_ids = ArtifactsOf(api, job.id, body);
  wanted.title = FindShareTitle(body);
  wanted.expires_at = FindExpiry(api, body);
  wanted.password_hash = FindPasswordHash(body);
  wanted.token = base::RandomHex(kTokenBytes);
  const store::Share share = api.store.shares.Create(UserOf(request), job.id, wanted);
  Response response = JsonResponse(ShareJson(request, share), 201);
  response.headers.Add("Location", "/api/v1/shares/" + share.id.value);
  return response;
}

Response ListShares(const Api& api, Request& request) {
  const auto page = api.store.shares.List(UserOf(request), GetJob(api, request).id, PageOf(request));
  Json items = Json::array();
  for (const store::Share& share : page.items) items.push_back(ShareJson(request, share));
  return JsonResponse({{"items", std::move(items)}, {"nextCursor", base::OrNull(page.next_cursor)}});
}

jobs::ShareId ShareIdOf(const Request& request) { return jobs::ShareId{request.PathValue("id")}; }

Response ShowShare(const Api& api, Request& request) {
  return JsonResponse(ShareJson(request, api.store.shares.Get(UserOf(request), ShareIdOf(request))));
}

Response PatchShare(const Api& api, Request& request) {
  const store::Share share = api.store.shares.Get(UserOf(request), ShareIdOf(request));
  const Json json = request.Json();
  const JsonObject body(json, "", {"artifactIds", "title", "expiresAt", "password"});
  store::SharePatch patch;
  if (body.Has("artifactIds")) patch.artifact_ids = ArtifactsOf(api, share.job_id, body);
  if (body.Has("title")) patch.title.emplace(FindShareTitle(body));
  if (body.Has("expiresAt")) patch.expires_at.emplace(FindExpiry(api, body));
  if (body.Has("password")) patch.password_hash.emplace(FindPasswordHash(body));
  return JsonResponse(ShareJson(request, api.store.shares.Change(UserOf(request), share.id, patch)));
}

Response WithdrawShare(const Api& api, Request& request) {
  api.store.shares.Withdraw(UserOf(request), ShareIdOf(request));
  return NoContent();
}

}  // namespace

void AddShareRoutes(Router& router, const Api& api) {
  const ApiRoutes routes{router, api, "shares"};
  routes.Add("POST", "/api/v1/jobs/{id}/shares", "createShare", CreateShare,
             {.summary = "Make a page for people without an account; without artifactIds it shows what there is now",
              .request_schema = "NewShare",
              .response_schema = "Share",
              .success = 201});
  routes.Add("GET", "/api/v1/jobs/{id}/shares", "listShares", ListShares,
             {.summary = "The pages of a job, oldest first, with how often each was opened",
              .response_schema = "ShareList",
              .query = {"limit", "cursor"}});
  routes.Add("GET", "/api/v1/shares/{id}", "getShare", ShowShare, {.summary = "One page", .response_schema = "Share"});
  routes.Add(
      "PATCH", "/api/v1/shares/{id}", "patchShare", PatchShare,
      {.summary = "Change a page, at once: null takes title, expiresAt or password away, and chooses artifactIds "
                  "anew",
       .request_schema = "NewShare",
       .response_schema = "Share"});
  routes.Add("DELETE", "/api/v1/shares/{id}", "withdrawShare", WithdrawShare,
             {.summary = "Withdraw a page, at once", .success = 204});
}

}  // namespace clipbox::http
