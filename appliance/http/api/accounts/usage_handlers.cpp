// What the signed-in person's jobs take, and what they may.
#include "http/api/api.h"

namespace clipbox::http {
namespace {

using base::Json;

Response ShowUsage(const Api& api, Request& request) {
  const auto usage = api.store.usage.Read(request.GetCaller().user);
  const auto& limits = api.settings.quota;
  Json largest = Json::array();
  for (const auto& job : usage.largest) {
    largest.push_back({{"jobId", job.id.value}, {"title", base::TextOrNull(job.title)}, {"sizeBytes", job.bytes}});
  }
  return JsonResponse({{"usedBytes", usage.used_bytes()},
                       {"limitBytes", base::OrNull(limits.user_bytes)},
                       {"sourceBytes", usage.source_bytes},
                       {"artifactBytes", usage.artifact_bytes},
                       {"jobs", usage.jobs},
                       {"sources", usage.sources},
                       {"artifacts", usage.artifacts},
                       {"queuedJobs", usage.queued_jobs},
                       {"queuedLimit", base::OrNull(limits.queued_jobs)},
                       {"largest", std::move(largest)}});
}

}  // namespace

void AddUsageRoutes(Router& router, const Api& api) {
  ApiRoutes{router, api, "accounts"}.Add(
      "GET", "/api/v1/usage", "getUsage", ShowUsage,
      {.summary = "What one's own jobs take of the room and of the places in the queue, and the ten largest of them",
       .response_schema = "Usage"});
}

}  // namespace clipbox::http
