// A row of a job's timeline: who did what, when. Plain values; the store writes them in the transaction of what they
// tell of.
#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"
#include "base/json.h"
#include "jobs/ids.h"

namespace clipbox::jobs {

// Who acts: `user:<id>`, `system`, `worker:<name>`.
struct Actor {
  std::string value = "system";

  static Actor User(const UserId& id) { return {"user:" + id.value}; }
  static Actor System() { return {}; }
  static Actor Worker(const std::string& name) { return {"worker:" + name}; }
};

struct TimelineRow {
  std::int64_t id = 0;  // ascending over all jobs
  JobId job_id;
  base::Timestamp at{};
  std::string actor;
  std::string event;  // `status_changed` and the like; source_expired, artifacts_expired: kept long enough;
                      // source_damaged, artifact_damaged: found by `clipbox storage verify --repair`
  base::Json detail;
};

}  // namespace clipbox::jobs
