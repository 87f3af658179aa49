#include "base/error.h"
#include "base/json_object.h"
#include "base/text.h"
#include "base/time_range.h"
#include "http/api/api.h"
#include "http/api/job_calls.h"
#include "http/api/job_json.h"
#include "jobs/chapters.h"
#include "youtube/video_url.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::JsonObject;

constexpr std::size_t kMaxUrlBytes = 64 << 10;  // the parser of links is tighter and says so
constexpr std::size_t kMaxTitleBytes = 500;
constexpr std::size_t kMaxDescriptionBytes = 64 << 10;
constexpr std::size_t kMaxKeyBytes = 255;
// Of kRightsText in static/js/words.js: what a person saw when they confirmed. A new text gets a new version.
constexpr const char* kRightsTextVersion = "1";
// Should this process end before it has fetched: work takes over then. Longer than the fetch may take.
constexpr std::chrono::seconds kFetchGrace{30};

// FNV-1a, 64 bits. It tells one body from another of the same user by accident only: nobody gains by a collision with
// oneself.
std::string BodyHash(const Json& body) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char byte : base::DumpJson(body)) hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211ULL;
  return std::to_string(hash);
}

std::optional<store::IdempotencyKey> FindKey(const Request& request, const Json& body) {
  const auto key = request.headers.Find("Idempotency-Key");
  if (!key) return std::nullopt;
  if (key->empty() || key->size() > kMaxKeyBytes) {
    throw Error(ErrorCode::kInvalidField, "Send an Idempotency-Key of 1 to 255 bytes.",
                {.pointer = "/Idempotency-Key"});
  }
  return store::IdempotencyKey{std::string(*key), BodyHash(body)};
}

store::NewJob ReadNewJob(const Api& api, const Request& request, const Json& json) {
  const JsonObject body(json, "", {"url", "recipe", "autoProcess"});
  const auto link = youtube::ParseVideoUrl(body.GetText("url", kMaxUrlBytes), api.settings.youtube_hosts);
  store::NewJob wanted;
  wanted.user_id = UserOf(request);
  wanted.source_url = link.canonical_url;
  wanted.video_id = link.video_id;
  wanted.proposed_clip = {link.start, link.end};
  wanted.recipe = FindRecipe(api, request, body).value_or(jobs::JobRecipe{});
  wanted.auto_process = body.FindFlag("autoProcess").value_or(true);
  wanted.metadata_due_at = api.clock.Now() + kFetchGrace;
  wanted.idempotency_key = FindKey(request, json);
  return wanted;
}

Response CreateJob(const Api& api, Request& request) {
  const Json json = request.Json();
  store::CreatedJob made = api.store.jobs.Create(ReadNewJob(api, request, json));
  if (made.created) {
    auto fetched = api.refresh_metadata(made.job, jobs::Actor::System(), request.stop);
    if (fetched) made.job = *std::move(fetched);
  }
  Response response = JsonResponse(ToJson(made.job), 201);
  response.headers.Add("Location", "/api/v1/jobs/" + made.job.id.value);
  return response;
}

store::JobOrder OrderOf(const Request& request) {
  const std::string word = request.Query("sort").value_or("newest");
  if (const auto order = store::JobOrderFromText(word)) return *order;
  throw Error(ErrorCode::kInvalidField,
              "There is no order " + word + ": sort by newest, oldest, title, longest or largest.",
              {.pointer = "/sort"});
}

Response ListJobs(const Api& api, Request& request) {
  store::JobFilter filter;
  if (const auto status = request.Query("status")) {
    filter.status = jobs::StatusFromText(*status);
    if (!filter.status)
      throw Error(ErrorCode::kInvalidField, "There is no status " + *status + ".", {.pointer = "/status"});
  }
  filter.order = OrderOf(request);
  filter.q = request.Query("q").value_or("");
  // A zero byte would end the pattern in SQLite, and everything would match.
  if (filter.q.find('\0') != std::string::npos)
    throw Error(ErrorCode::kInvalidField, "The search text holds a zero byte.", {.pointer = "/q"});
  return PageResponse(api.store.jobs.List(UserOf(request), filter, PageOf(request)));
}

Response ShowJob(const Api& api, Request& request) { return JsonResponse(ToJson(GetJob(api, request))); }

std::optional<std::string> FindTitle(const JsonObject& body) {
  auto title = body.FindLine("title", kMaxTitleBytes);
  if (title && base::Trim(*title).empty()) body.Refuse("title", "must not be empty");
  return title;
}

Response PatchJob(const Api& api, Request& request) {
  const Json json = request.Json();
  const JsonObject body(json, "", {"title", "description", "durationSeconds", "recipe", "autoProcess"});
  const jobs::Job job = GetJob(api, request);
  store::JobPatch patch;
  patch.title = FindTitle(body);
  patch.description = body.FindText("description", kMaxDescriptionBytes);
  patch.duration_seconds = body.FindNumber("durationSeconds", 0, base::kMaxSeconds);
  CheckDuration(api, patch.duration_seconds);
  if (patch.description) {
    const auto known = job.source_meta ? job.source_meta->duration_seconds : std::nullopt;
    // Pasted from elsewhere as a rule, so what cannot be seen in it goes and is no reason to refuse it.
    patch.description = base::PlainText(*patch.description, kMaxDescriptionBytes);
    patch.chapters = jobs::ParseChapters(*patch.description, patch.duration_seconds ? patch.duration_seconds : known);
  }
  patch.recipe = FindRecipe(api, request, body);
  patch.auto_process = body.FindFlag("autoProcess");
  const jobs::Job patched = api.store.jobs.Patch(UserOf(request), job.id, patch);
  if (patch.auto_process) api.wake.Ring();  // what was held may go on
  return JsonResponse(ToJson(patched));
}

Response ConfirmRights(const Api& api, Request& request) {
  const Json json = request.Json();
  const JsonObject body(json, "", {"confirmed"});
  if (body.FindFlag("confirmed") != true)
    body.Refuse("confirmed", "must be true: nothing is uploaded without the rights");
  return JsonResponse(ToJson(api.store.jobs.ConfirmRights(UserOf(request), JobIdOf(request), kRightsTextVersion)));
}

Response DeleteJob(const Api& api, Request& request) {
  api.delete_bytes(api.store.jobs.Delete(UserOf(request), JobIdOf(request)));
  return NoContent();
}

}  // namespace

void AddJobRoutes(Router& router, const Api& api) {
  const ApiRoutes routes{router, api, "jobs"};
  routes.Add("POST", "/api/v1/jobs", "createJob", CreateJob,
             {.summary = "Make a job of a YouTube URL and fetch the video's public metadata",
              .request_schema = "NewJob",
              .response_schema = "Job",
              .success = 201});
  routes.Add("GET", "/api/v1/jobs", "listJobs", ListJobs,
             {.summary = "One's own jobs, newest first; sort: newest, oldest, title, longest or largest",
              .response_schema = "JobList",
              .query = {"status", "q", "sort", "limit", "cursor"}});
  routes.Add("GET", "/api/v1/jobs/{id}", "getJob", ShowJob, {.summary = "One job", .response_schema = "Job"});
  routes.Add("PATCH", "/api/v1/jobs/{id}", "patchJob", PatchJob,
             {.summary = "Say by hand what was not fetched; change the recipe",
              .request_schema = "JobPatch",
              .response_schema = "Job"});
  routes.Add("DELETE", "/api/v1/jobs/{id}", "deleteJob", DeleteJob,
             {.summary = "Delete the job, its source and artifacts", .success = 204});
  routes.Add("POST", "/api/v1/jobs/{id}/rights", "confirmRights", ConfirmRights,
             {.summary = "Confirm that one has the rights to the video",
              .request_schema = "Rights",
              .response_schema = "Job"});
}

}  // namespace clipbox::http
