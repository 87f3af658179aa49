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

constexpr std::size_t kMaxLabelBytes = 400;  // of a recipe's 200, and what tells equal ones apart

jobs::OutputName OutputNameOf(const Json& json, const std::string& pointer) {
  const JsonObject body(json, pointer, {"type", "label", "start", "end"});
  const auto type = jobs::ArtifactTypeFromText(body.GetText("type", 40));
  if (!type) body.Refuse("type", "must be a type of the plan's items");
  jobs::OutputName output{*type, body.FindText("label", kMaxLabelBytes).value_or(""), {}};
  const auto start = body.FindNumber("start", 0, base::kMaxSeconds);
  if (start) output.range = {*start, body.GetNumber("end", *start, base::kMaxSeconds)};
  if (!start && body.Find("end") != nullptr) body.Refuse("start", "must stand beside the end");
  return output;
}

// What a field names of the plan's items; nothing where it is not given.
std::vector<jobs::OutputName> OutputNamesIn(const JsonObject& body, const std::string& field) {
  std::vector<jobs::OutputName> outputs;
  const Json* const list = body.FindList(field, jobs::kMaxOutputs);
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i)
    outputs.push_back(OutputNameOf((*list)[i], body.PointerOf(field) + "/" + std::to_string(i)));
  return outputs;
}

Response Process(const Api& api, Request& request) {
  const Json json = request.JsonOrEmpty();
  const JsonObject body(json, "", {"recipe", "leaveOut"});
  const auto recipe = FindRecipe(api, request, body);
  const jobs::Job job =
      api.store.processing.Process(UserOf(request), JobIdOf(request), recipe, OutputNamesIn(body, "leaveOut"));
  api.wake.Ring();
  return JsonResponse(ToJson(job));
}

Response Restart(const Api& api, Request& request) {
  const jobs::Job job = api.store.processing.Restart(UserOf(request), JobIdOf(request));
  api.wake.Ring();
  return JsonResponse(ToJson(job));
}

// All of it, or the outputs that the body names.
Response Cancel(const Api& api, Request& request) {
  const Json json = request.JsonOrEmpty();
  const JsonObject body(json, "", {"outputs"});
  if (body.Find("outputs") == nullptr)
    return JsonResponse(ToJson(api.store.processing.Cancel(UserOf(request), JobIdOf(request))));
  const std::vector<jobs::OutputName> outputs = OutputNamesIn(body, "outputs");
  if (outputs.empty()) body.Refuse("outputs", "must name one output at least");
  return JsonResponse(ToJson(api.store.processing.LeaveOut(UserOf(request), JobIdOf(request), outputs)));
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
             {.summary = "Process again, or a held job, without a new upload; all but what is left out",
              .request_schema = "ProcessBody",
              .response_schema = "Job"});
  routes.Add("POST", "/api/v1/jobs/{id}/restart", "restartJob", Restart,
             {.summary = "Start over a job that failed before its file was there", .response_schema = "Job"});
  routes.Add("POST", "/api/v1/jobs/{id}/cancel", "cancelJob", Cancel,
             {.summary = "Stop the processing: all of it, or some outputs",
              .request_schema = "OutputNames",
              .response_schema = "Job"});
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
