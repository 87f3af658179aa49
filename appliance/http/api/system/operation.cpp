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

Response Readiness(bool database, bool store) {
  const auto word = [](bool passes) { return passes ? "ok" : "unavailable"; };
  return JsonResponse({{"status", word(database && store)}, {"database", word(database)}, {"store", word(store)}},
                      database && store ? 200 : 503);
}

}  // namespace

void AddOperationRoutes(Router& router, Checks checks) {
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
              .handler = [database = std::move(checks.database),
                          store = std::move(checks.store)](Request&) { return Readiness(Passes(database), store()); },
              .text = {.summary = "200 when database and object store answer",
                       .response_schema = "Readiness",
                       .tag = "operation"}});
  router.Add({.method = "GET",
              .pattern = "/metrics",
              .name = "metrics",
              .access = Access::kLoopbackOrSignedIn,
              .handler =
                  [gauges = std::move(checks.gauges)](Request&) {
                    gauges();
                    return TextResponse(base::MetricsText(), "text/plain; version=0.0.4; charset=utf-8");
                  },
              .text = {.summary = "Figures in the Prometheus text format", .tag = "operation"}});
}

}  // namespace clipbox::http
