#include "base/error.h"
#include "base/json_object.h"
#include "base/text.h"
#include "http/api/api.h"
#include "http/api/job_calls.h"
#include "http/api/job_json.h"
#include "http/content_disposition.h"
#include "jobs/download_name.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;
using base::Json;

constexpr int kMaxExpirySeconds = 604'800;  // S3 and R2

std::chrono::seconds ExpiryOf(const Api& api, const Request& request) {
  const auto text = request.Query("expires");
  if (!text) return api.settings.url_expiry;
  if (const auto seconds = base::ParseNumber<int>(*text, 1, kMaxExpirySeconds)) return std::chrono::seconds(*seconds);
  throw Error(ErrorCode::kInvalidField, "Give expires as seconds from 1 to 604800.", {.pointer = "/expires"});
}

// A signed GET URL of `key`; `file_name`, where there is one, is what a browser saves it as.
Json SignedUrl(const Api& api, const Request& request, const std::string& key, const std::string& file_name) {
  objectstore::PresignRequest wanted;
  wanted.key = key;
  wanted.expires = ExpiryOf(api, request);
  wanted.origin = request.origin;
  if (!file_name.empty()) wanted.response_content_disposition = Attachment(file_name);
  return {{"url", api.objects.Presign(wanted)}, {"expiresAt", base::ToIso8601(api.clock.Now() + wanted.expires)}};
}

jobs::Artifact GetArtifact(const Api& api, const Request& request) {
  auto artifact = api.store.artifacts.Find(UserOf(request), jobs::ArtifactId{request.PathValue("id")});
  if (!artifact) throw Error(ErrorCode::kNotFound, "There is no such artifact of yours.");
  return *std::move(artifact);
}

// `My film - intro.mp4`: told apart from the names of the job's other artifacts.
std::string DownloadNameOf(const Api& api, const Request& request, const jobs::Artifact& artifact) {
  const auto job = api.store.jobs.Find(UserOf(request), artifact.job_id);
  const auto all = api.store.artifacts.ListAll(artifact.job_id);
  const auto names = jobs::DownloadNames(job ? job->title : "", all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].id == artifact.id) return names[i];
  }
  throw Error(ErrorCode::kNotFound, "The artifact was deleted meanwhile.");
}

Response ListArtifacts(const Api& api, Request& request) {
  return PageResponse(api.store.artifacts.List(UserOf(request), GetJob(api, request).id, PageOf(request)));
}

Response ShowUrl(const Api& api, Request& request) {
  const jobs::Artifact artifact = GetArtifact(api, request);
  const std::string name = request.QueryFlag("download") ? DownloadNameOf(api, request, artifact) : "";
  return JsonResponse(SignedUrl(api, request, artifact.key, name));
}

Response ShowContent(const Api& api, Request& request) {
  const Json signed_url = SignedUrl(api, request, GetArtifact(api, request).key, "");
  return Redirect(signed_url["url"].get<std::string>());
}

// As it was signed, byte by byte.
Response ShowReceipt(const Api& api, Request& request) {
  const jobs::Artifact artifact = GetArtifact(api, request);
  if (artifact.type == jobs::ArtifactType::kProxy)
    throw Error(ErrorCode::kNotFound, "A proxy is only for looking at while choosing, and has no receipt.");
  const auto receipt = api.store.artifacts.FindReceipt(UserOf(request), artifact.id);
  if (!receipt)
    throw Error(ErrorCode::kNotFound,
                "This artifact was made before there were receipts: delete it and process the job again.");
  return TextResponse(*receipt, "application/json");
}

Response ShowSourceUrl(const Api& api, Request& request) {
  const jobs::Job job = GetJob(api, request);
  if (!job.source_key) throw Error(ErrorCode::kSourceMissing, "This job has no file yet: upload it first.");
  const std::string name =
      request.QueryFlag("download") && job.source ? jobs::DownloadName(job.source->file_name, "video") : "";
  return JsonResponse(SignedUrl(api, request, *job.source_key, name));
}

// The name that a person gives it; nullopt for the one that it was made under.
std::optional<std::string> LabelIn(const Json& json) {
  constexpr std::size_t kMaxLabelBytes = 200;  // as in a recipe
  const base::JsonObject body(json, "", {"label"});
  if (body.IsNull("label")) return std::nullopt;
  auto label = body.FindLine("label", kMaxLabelBytes);
  if (!label || base::Trim(*label, " ").empty())
    body.Refuse("label", "must be a name; null gives back the one that it was made under");
  return label;
}

Response RenameArtifact(const Api& api, Request& request) {
  const jobs::Artifact artifact = GetArtifact(api, request);
  return JsonResponse(ToJson(api.store.artifacts.Rename(UserOf(request), artifact.id, LabelIn(request.Json()))));
}

Response DeleteArtifact(const Api& api, Request& request) {
  api.delete_bytes({api.store.artifacts.Delete(UserOf(request), jobs::ArtifactId{request.PathValue("id")})});
  return NoContent();
}

}  // namespace

void AddArtifactRoutes(Router& router, const Api& api) {
  const ApiRoutes routes{router, api, "artifacts"};
  routes.Add("GET", "/api/v1/jobs/{id}/artifacts", "listArtifacts", ListArtifacts,
             {.summary = "What was made of a job, oldest first",
              .response_schema = "ArtifactList",
              .query = {"limit", "cursor"}});
  routes.Add(
      "GET", "/api/v1/artifacts/{id}/url", "getArtifactUrl", ShowUrl,
      {.summary = "A signed URL of the artifact", .response_schema = "SignedUrl", .query = {"expires", "download"}});
  routes.Add("GET", "/api/v1/artifacts/{id}/content", "getArtifactContent", ShowContent,
             {.summary = "Redirects to a signed URL of the artifact", .success = 302, .query = {"expires"}});
  routes.Add("GET", "/api/v1/artifacts/{id}/receipt", "getArtifactReceipt", ShowReceipt,
             {.summary = "What the artifact was made of and how, signed", .response_schema = "Receipt"});
  routes.Add(
      "PATCH", "/api/v1/artifacts/{id}", "renameArtifact", RenameArtifact,
      {.summary = "Give the artifact a name of its own, which its download follows and another processing of the "
                  "job leaves; null gives back the one that it was made under",
       .request_schema = "ArtifactPatch",
       .response_schema = "Artifact"});
  routes.Add("DELETE", "/api/v1/artifacts/{id}", "deleteArtifact", DeleteArtifact,
             {.summary = "Delete the artifact", .success = 204});
  routes.Add("GET", "/api/v1/jobs/{id}/source/url", "getSourceUrl", ShowSourceUrl,
             {.summary = "A signed URL of the uploaded file",
              .response_schema = "SignedUrl",
              .query = {"expires", "download"}});
}

}  // namespace clipbox::http
