#include "http/api/api.h"

namespace clipbox::http {
namespace {

Response ShowSystem(const Api& api) {
  const store::QueueStats queue = api.store.stats.Queue();
  base::Json system = api.describe_system();
  system["queue"] = {{"waiting", queue.waiting},
                     {"processing", queue.processing},
                     {"oldestSeconds", std::chrono::duration<double>(queue.oldest_wait).count()}};
  system["pendingDeletes"] = api.store.pending_deletes.Count();
  return JsonResponse(system);
}

}  // namespace

void AddSystemRoutes(Router& router, const Api& api) {
  router.Add({"GET",
              "/api/v1/system",
              "getSystem",
              Access::kAdministrator,
              [&api](Request&) { return ShowSystem(api); },
              {.summary = "Version, libraries, storage, workers, queue, disk, pending deletes",
               .response_schema = "System",
               .tag = "operation"}});
  router.Add({"POST",
              "/api/v1/system/clock/confirm",
              "confirmClock",
              Access::kAdministrator,
              [&api](Request&) { return JsonResponse(api.confirm_clock()); },
              {.summary = "Say that the clock is right: what its jump has paused goes on",
               .response_schema = "Clock",
               .tag = "operation"}});
}

}  // namespace clipbox::http
