#include "http/operation.h"

#include <memory>
#include <optional>

#include "base/error.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/mutex.h"

namespace clipbox::http {
namespace {

constexpr std::chrono::seconds kStoreInterval{30};

bool Passes(std::string_view what, const std::function<void()>& check) {
  try {
    check();
    return true;
  } catch (const std::exception& error) {
    // The cause is for the log: the route is open to all.
    base::LogWarning("ready.failed", {{"what", what}, {"error", base::Explain(error)}});
    return false;
  }
}

// The store's answer, kept for a while: it may be far away, and may cost money.
class StoreState {
 public:
  StoreState(std::function<void()> check, const base::Clock& clock) : check_(std::move(check)), clock_(clock) {}

  bool Passes() EXCLUDES(mutex_) {
    const base::MutexLock lock(mutex_);
    if (!asked_ || clock_.MonotonicNow() - *asked_ >= kStoreInterval) {
      passes_ = http::Passes("store", check_);
      asked_ = clock_.MonotonicNow();
    }
    return passes_;
  }

 private:
  const std::function<void()> check_;
  const base::Clock& clock_;

  base::Mutex mutex_;
  std::optional<base::Monotonic> asked_ GUARDED_BY(mutex_);
  bool passes_ GUARDED_BY(mutex_) = false;
};

Response Readiness(bool database, bool store) {
  const auto word = [](bool passes) { return passes ? "ok" : "unavailable"; };
  return JsonResponse({{"status", word(database && store)}, {"database", word(database)}, {"store", word(store)}},
                      database && store ? 200 : 503);
}

}  // namespace

void AddOperationRoutes(Router& router, Checks checks, const base::Clock& clock) {
  router.Add({.method = "GET", .pattern = "/healthz", .name = "healthz", .access = Access::kOpen,
              .handler = [](Request&) { return TextResponse("ok\n", "text/plain; charset=utf-8"); },
              .text = {.summary = "200 while the process serves", .tag = "operation"}});
  const auto store = std::make_shared<StoreState>(std::move(checks.store), clock);
  router.Add({.method = "GET", .pattern = "/readyz", .name = "readyz", .access = Access::kOpen,
              .handler = [database = std::move(checks.database), store](Request&) {
                return Readiness(Passes("database", database), store->Passes());
              },
              .text = {.summary = "200 when database and object store answer", .response_schema = "Readiness", .tag = "operation"}});
  router.Add({.method = "GET", .pattern = "/metrics", .name = "metrics", .access = Access::kLoopbackOrSignedIn,
              .handler = [gauges = std::move(checks.gauges)](Request&) {
                gauges();
                return TextResponse(base::MetricsText(), "text/plain; version=0.0.4; charset=utf-8");
              },
              .text = {.summary = "Figures in the Prometheus text format", .tag = "operation"}});
}

}  // namespace clipbox::http
