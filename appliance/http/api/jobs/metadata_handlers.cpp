#include "base/error.h"
#include "http/api/api.h"
#include "http/api/job_calls.h"
#include "http/api/job_json.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;

Response FetchMetadata(const Api& api, Request& request) {
  const auto job = api.refresh_metadata(GetJob(api, request), jobs::Actor::User(UserOf(request)), request.stop);
  if (!job) throw Error(ErrorCode::kNotFound, "The job was deleted meanwhile.");
  return JsonResponse(ToJson(*job));
}

// The picture never changes under its job but by a new fetch: the browser may keep it for a while.
Response ShowThumbnail(const Api& api, Request& request) {
  const auto thumbnail = api.store.metadata.FindThumbnail(UserOf(request), JobIdOf(request));
  if (!thumbnail) throw Error(ErrorCode::kNotFound, "There is no picture of this video.");
  Response response = TextResponse(thumbnail->bytes, thumbnail->content_type);
  response.headers.Set("Cache-Control", "private, max-age=3600");
  return response;
}

}  // namespace

void AddMetadataRoutes(Router& router, const Api& api) {
  const ApiRoutes routes{router, api, "jobs"};
  routes.Add("POST", "/api/v1/jobs/{id}/metadata", "fetchMetadata", FetchMetadata,
             {.summary = "Fetch the video's public metadata again", .response_schema = "Job"});
  routes.Add("GET", "/api/v1/jobs/{id}/thumbnail", "getThumbnail", ShowThumbnail,
             {.summary = "The video's picture, as the server fetched and kept it"});
}

}  // namespace clipbox::http
