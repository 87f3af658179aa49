// A small film of the source, for a browser that cannot play the source itself. Made beside the job, whatever it does.
#include "base/json_object.h"
#include "http/api/api.h"
#include "http/api/job_calls.h"
#include "http/api/job_json.h"

namespace clipbox::http {
namespace {

using base::Json;
using base::JsonObject;
using store::ProxyStatus;

std::string_view ToText(ProxyStatus status) {
  switch (status) {
    case ProxyStatus::kQueued: return "queued";
    case ProxyStatus::kRunning: return "running";
    case ProxyStatus::kDone: return "done";
    case ProxyStatus::kFailed: return "failed";
  }
  return "";
}

Response Tell(const store::ProxyState& proxy) {
  const bool under_way = proxy.status == ProxyStatus::kQueued || proxy.status == ProxyStatus::kRunning;
  return JsonResponse({{"state", ToText(proxy.status)},
                       {"fraction", proxy.fraction},
                       {"artifact", proxy.artifact ? http::ToJson(*proxy.artifact) : Json(nullptr)},
                       {"failure", FailureJson(proxy.failure)}},
                      under_way ? 202 : 200);
}

// Safe to repeat, so that a page asks by the same call until it is done.
Response MakeProxy(const Api& api, Request& request) {
  const Json json = request.JsonOrEmpty();
  const JsonObject body(json, "", {"again"});
  const bool again = body.FindFlag("again").value_or(false);
  const jobs::Job job = GetJobWithSource(api, request, "make a preview of");
  // The index is read before work is put in: sound alone is refused while it can still be said.
  if (!api.store.proxies.Find(job.user_id, job.id)) api.preview.RequirePictures(job, request.stop);
  const store::ProxyState proxy = api.store.proxies.Ask(job.user_id, job.id, again);
  if (proxy.status == ProxyStatus::kQueued) api.wake.Ring();
  return Tell(proxy);
}

}  // namespace

void AddProxyRoutes(Router& router, const Api& api) {
  ApiRoutes{router, api, "jobs"}.Add(
      "POST", "/api/v1/jobs/{id}/proxy", "makeProxy", MakeProxy,
      {.summary = "Make a small film of the file that every browser plays (H.264, 480 lines, a key frame each half "
                  "second, stereo AAC), with the file's own times. 202 while it is queued or running, 200 with the "
                  "artifact once it is done, or with what it failed by; asked again it is not made twice. `again` "
                  "begins a failed one anew. Event streams tell `artifact` when it is done. It is no result: it is "
                  "not in artifacts.zip, has no receipt, and goes with the job and with its file",
       .request_schema = "ProxyBody",
       .response_schema = "Proxy",
       .also = 202});
}

}  // namespace clipbox::http
