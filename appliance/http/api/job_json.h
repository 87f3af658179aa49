// The shapes of the API: every field of a job, an artifact and a timeline row, `null` where there is no value. The one
// place that prints them, with jobs/job_json.h: handlers and event streams both come here. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "jobs/artifact.h"
#include "jobs/job.h"
#include "jobs/timeline.h"

namespace clipbox::http {

base::Json ToJson(const jobs::Job& job);
base::Json ToJson(const jobs::Artifact& artifact);
base::Json ToJson(const jobs::TimelineRow& row);
// `null` where there is none.
base::Json FailureJson(const std::optional<jobs::Failure>& failure);

}  // namespace clipbox::http
