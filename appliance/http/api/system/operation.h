// What an operator's tools ask for: /healthz, /readyz and /metrics. The composition root gives the checks.
#pragma once

#include <functional>

#include "http/router.h"

namespace clipbox::http {

struct Checks {
  std::function<void()> database;   // throws where it does not answer
  std::function<bool()> store;      // whether it answers; may be asked at any pace (objectstore::StoreState)
  std::function<bool()> elsewhere;  // whether what the jobs say is there is in another store; at any pace
  std::function<void()> gauges;     // sets the gauges that are read when asked for (queue depth, age)
};

void AddOperationRoutes(Router& router, const Checks& checks);

}  // namespace clipbox::http
