// What an operator's tools ask for: /healthz, /readyz and /metrics. The composition root gives the checks.
#pragma once

#include <functional>

#include "base/clock.h"
#include "http/router.h"

namespace clipbox::http {

struct Checks {
  std::function<void()> database;  // throws where it does not answer
  std::function<void()> store;     // as above; asked at most each 30 s
  std::function<void()> gauges;    // sets the gauges that are read when asked for (queue depth, age)
};

// `clock` outlives the router.
void AddOperationRoutes(Router& router, Checks checks, const base::Clock& clock);

}  // namespace clipbox::http
