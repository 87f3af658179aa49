#include "http/api/api.h"

namespace clipbox::http {
namespace {

Response ShowSystem(const Api& api, Request&) {
  const store::QueueStats queue = api.store.stats.Queue();
  base::Json system = api.describe_system();
  system["queue"] = {{"waiting", queue.waiting},
                     {"processing", queue.processing},
                     {"oldestSeconds", std::chrono::duration<double>(queue.oldest_wait).count()}};
  system["pendingDeletes"] = api.store.pending_deletes.Count();
  return JsonResponse(system);
}

Response ConfirmClock(const Api& api, Request&) { return JsonResponse(api.confirm_clock()); }

}  // namespace

void AddSystemRoutes(Router& router, const Api& api) {
  const ApiRoutes routes{router, api, "operation"};
  routes.Add(
      "GET", "/api/v1/system", "getSystem", ShowSystem,
      {.summary = "Version, libraries, storage, workers, queue, disk, pending deletes", .response_schema = "System"},
      Access::kAdministrator);
  routes.Add("POST", "/api/v1/system/clock/confirm", "confirmClock", ConfirmClock,
             {.summary = "Say that the clock is right: what its jump has paused goes on", .response_schema = "Clock"},
             Access::kAdministrator);
}

}  // namespace clipbox::http
