#include "base/error.h"
#include "base/text.h"
#include "http/api/api.h"
#include "http/api/job_calls.h"

namespace clipbox::http {
namespace {

using base::Json;

constexpr int kShownOfQueue = 50;
constexpr int kMaxHours = static_cast<int>(store::kHistoryLength.count());

double SecondsOf(std::chrono::milliseconds time) { return std::chrono::duration<double>(time).count(); }

Json ToJson(const store::QueuedJob& job, base::Timestamp now) {
  return {{"jobId", job.id.value},
          {"title", base::TextOrNull(job.title)},
          {"ownerName", job.owner},
          {"state", job.at_work ? "working" : "waiting"},
          {"since", base::ToIso8601(job.since)},
          {"seconds", SecondsOf(std::max(std::chrono::milliseconds(0), now - job.since))},
          {"fraction", base::OrNull(job.fraction)}};
}

Json ToJson(const store::FailedJob& job) {
  return {{"jobId", job.id.value},    {"ownerName", job.owner},         {"title", base::TextOrNull(job.title)},
          {"code", job.failure.code}, {"message", job.failure.message}, {"at", base::ToIso8601(job.failure.at)}};
}

Json ToJson(const store::HistoryStretch& stretch) {
  return {{"at", base::ToIso8601(stretch.at)},
          {"jobsCreated", stretch.jobs_created},
          {"jobsReady", stretch.jobs_ready},
          {"jobsFailed", stretch.jobs_failed},
          {"cpuSeconds", SecondsOf(stretch.cpu)},
          {"sourceBytesRead", stretch.source_bytes_read},
          {"artifactBytesStored", stretch.artifact_bytes},
          {"receivedBytes", stretch.received_bytes},
          {"sentBytes", stretch.sent_bytes},
          {"queueDepth", stretch.queue_depth},
          {"memoryBytes", stretch.memory_bytes}};
}

Json DescribeQueue(const Api& api) {
  const store::QueueStats queue = api.store.stats.Queue();
  Json jobs = Json::array();
  for (const store::QueuedJob& job : api.store.stats.ListQueue(kShownOfQueue))
    jobs.push_back(ToJson(job, api.clock.Now()));
  return {{"waiting", queue.waiting},
          {"processing", queue.processing},
          {"oldestSeconds", SecondsOf(queue.oldest_wait)},
          {"jobs", std::move(jobs)}};
}

Response ShowSystem(const Api& api, Request&) {
  Json system = api.describe_system();
  system["queue"] = DescribeQueue(api);
  system["pendingDeletes"] = api.store.pending_deletes.Count();
  return JsonResponse(system);
}

Response ShowHistory(const Api& api, Request& request) {
  const auto hours = base::ParseNumber<int>(request.Query("hours").value_or("24"), 1, kMaxHours);
  if (!hours) {
    throw base::Error(base::ErrorCode::kInvalidField,
                      "Give hours as a whole number from 1 to " + std::to_string(kMaxHours) + ".",
                      {.pointer = "/hours"});
  }
  Json items = Json::array();
  for (const store::HistoryStretch& each : api.store.history.ListAfter(api.clock.Now() - std::chrono::hours(*hours)))
    items.push_back(ToJson(each));
  return JsonResponse(
      {{"stepSeconds", std::chrono::seconds(store::kHistoryStep).count()}, {"items", std::move(items)}});
}

Response ListFailures(const Api& api, Request& request) {
  const auto page = api.store.stats.ListFailures(PageOf(request));
  Json items = Json::array();
  for (const store::FailedJob& each : page.items) items.push_back(ToJson(each));
  return JsonResponse({{"items", std::move(items)}, {"nextCursor", base::OrNull(page.next_cursor)}});
}

Response ShowFindings(const Api& api, Request&) { return JsonResponse(api.find_faults()); }

Response ConfirmClock(const Api& api, Request&) { return JsonResponse(api.confirm_clock()); }

}  // namespace

void AddSystemRoutes(Router& router, const Api& api) {
  const ApiRoutes routes{router, api, "operation"};
  routes.Add(
      "GET", "/api/v1/system", "getSystem", ShowSystem,
      {.summary = "Version, libraries, storage, disk, pending deletes, what each worker does, and the queue with "
                  "the jobs at work and the next fifty",
       .response_schema = "System"},
      Access::kAdministrator);
  routes.Add(
      "GET", "/api/v1/system/history", "getHistory", ShowHistory,
      {.summary = "How the server has been in the last `hours` (24; at most a week), in stretches of five "
                  "minutes, oldest first; those in which it did not run are not there. queueDepth and memoryBytes "
                  "are the most of the stretch, the others what happened in it",
       .response_schema = "History",
       .query = {"hours"}},
      Access::kAdministrator);
  routes.Add("GET", "/api/v1/system/failures", "listFailures", ListFailures,
             {.summary = "Jobs of all people that failed, newest first; what somebody stopped is no failure",
              .response_schema = "FailureList",
              .query = {"limit", "cursor"}},
             Access::kAdministrator);
  routes.Add("GET", "/api/v1/system/findings", "getFindings", ShowFindings,
             {.summary = "Tries out what must be right on this machine, and says how to mend what is not: as `clipbox "
                         "doctor`, but for the single calls to the object store",
              .response_schema = "Findings"},
             Access::kAdministrator);
  routes.Add("POST", "/api/v1/system/clock/confirm", "confirmClock", ConfirmClock,
             {.summary = "Say that the clock is right: what its jump has paused goes on", .response_schema = "Clock"},
             Access::kAdministrator);
}

}  // namespace clipbox::http
