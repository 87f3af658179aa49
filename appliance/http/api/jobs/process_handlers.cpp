#include "base/error.h"
#include "base/json_object.h"
#include "http/api/api.h"
#include "http/api/job_calls.h"
#include "http/api/job_json.h"
#include "jobs/job_json.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::JsonObject;

Response Process(const Api& api, Request& request) {
  const Json json = request.JsonOrEmpty();
  const JsonObject body(json, "", {"recipe"});
  const auto recipe = FindRecipe(api, request, body);
  const jobs::Job job = api.store.processing.Process(UserOf(request), JobIdOf(request), recipe);
  api.wake.Ring();
  return JsonResponse(ToJson(job));
}

Response Restart(const Api& api, Request& request) {
  const jobs::Job job = api.store.processing.Restart(UserOf(request), JobIdOf(request));
  api.wake.Ring();
  return JsonResponse(ToJson(job));
}

Response Cancel(const Api& api, Request& request) {
  return JsonResponse(ToJson(api.store.processing.Cancel(UserOf(request), JobIdOf(request))));
}

Response Plan(const Api& api, Request& request) {
  const Json json = request.JsonOrEmpty();
  const JsonObject body(json, "", {"recipe"});
  const std::optional<jobs::JobRecipe> asked = FindRecipe(api, request, body);
  const jobs::Job job = GetJobWithSource(api, request, "plan for");
  const jobs::JobRecipe recipe = asked.value_or(job.recipe);
  Json items = Json::array();
  const work::JobPlan plan = api.planner.Plan(job, recipe.Get());
  for (const jobs::PlanItem& item : plan.items) items.push_back(jobs::ToJson(item));
  return JsonResponse({{"items", std::move(items)}, {"warnings", jobs::ToJson(plan.warnings)}});
}

Response Suggest(const Api& api, Request& request) {
  const jobs::Job job = GetJobWithSource(api, request, "look at");
  const work::SourceSuggestions found = api.planner.Suggest(job);
  return JsonResponse({{"chapters", jobs::ToJson(found.chapters)},
                       {"scenes", found.scenes},
                       {"silences", jobs::ToJson(found.silences)},
                       {"loud", jobs::ToJson(found.loud)},
                       {"keyFrames", found.key_frames}});
}

}  // namespace

void AddProcessRoutes(Router& router, const Api& api) {
  const ApiRoutes routes{router, api, "jobs"};
  routes.Add("POST", "/api/v1/jobs/{id}/process", "processJob", Process,
             {.summary = "Process again, or a held job, without a new upload",
              .request_schema = "RecipeBody",
              .response_schema = "Job"});
  routes.Add("POST", "/api/v1/jobs/{id}/restart", "restartJob", Restart,
             {.summary = "Start over a job that failed before its file was there", .response_schema = "Job"});
  routes.Add("POST", "/api/v1/jobs/{id}/cancel", "cancelJob", Cancel,
             {.summary = "Stop the processing", .response_schema = "Job"});
  routes.Add("POST", "/api/v1/jobs/{id}/plan", "planJob", Plan,
             {.summary = "What would be made, and at what cost; makes nothing",
              .request_schema = "RecipeBody",
              .response_schema = "Plan"});
  routes.Add(
      "GET", "/api/v1/jobs/{id}/suggestions", "getSuggestions", Suggest,
      {.summary = "What the file proposes for clips: chapters, scene changes, silences, loud stretches, key frames",
       .response_schema = "Suggestions"});
}

}  // namespace clipbox::http
