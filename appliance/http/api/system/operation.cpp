#include "http/api/system/operation.h"

#include "base/error.h"
#include "base/log.h"
#include "base/metrics.h"

namespace clipbox::http {
namespace {

bool Passes(const std::function<void()>& check) {
  try {
    check();
    return true;
  } catch (const std::exception& error) {
    // The cause is for the log: the route is open to all.
    base::LogWarning("ready.failed", {{"what", "database"}, {"error", base::Explain(error)}});
    return false;
  }
}

const char* WordOf(bool passes) { return passes ? "ok" : "unavailable"; }

Response Readiness(const Checks& checks) {
  const bool database = Passes(checks.database), store = checks.store();
  const bool elsewhere = database && store && checks.elsewhere();
  const bool ready = database && store && !elsewhere;
  return JsonResponse(
      {{"status", WordOf(ready)}, {"database", WordOf(database)}, {"store", elsewhere ? "elsewhere" : WordOf(store)}},
      ready ? 200 : 503);
}

}  // namespace

void AddOperationRoutes(Router& router, const Checks& checks) {
  router.Add({.method = "GET",
              .pattern = "/healthz",
              .name = "healthz",
              .access = Access::kOpen,
              .handler = [](Request&) { return TextResponse("ok\n", "text/plain; charset=utf-8"); },
              .text = {.summary = "200 while the process serves", .tag = "operation"}});
  router.Add({.method = "GET",
              .pattern = "/readyz",
              .name = "readyz",
              .access = Access::kOpen,
              .handler = [checks](Request&) { return Readiness(checks); },
              .text = {.summary = "200 when database and object store answer, and the store has what the jobs name",
                       .response_schema = "Readiness",
                       .tag = "operation"}});
  router.Add({.method = "GET",
              .pattern = "/metrics",
              .name = "metrics",
              .access = Access::kLoopbackOrSignedIn,
              .handler =
                  [gauges = checks.gauges](Request&) {
                    gauges();
                    return TextResponse(base::MetricsText(), "text/plain; version=0.0.4; charset=utf-8");
                  },
              .text = {.summary = "Figures in the Prometheus text format", .tag = "operation"}});
}

}  // namespace clipbox::http
