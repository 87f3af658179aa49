// The shapes of the API: every field of a job, an artifact, a timeline row, an account and a token, `null` where there
// is no value. The one place that prints them, with jobs/job_json.h: handlers and event streams both come here. Pure.
#pragma once

#include <string>
#include <vector>

#include "accounts/api_tokens.h"
#include "accounts/user.h"
#include "base/json.h"
#include "jobs/artifact.h"
#include "jobs/job.h"
#include "jobs/timeline.h"

namespace clipbox::http {

base::Json ToJson(const jobs::Job& job);
base::Json ToJson(const jobs::Artifact& artifact);
base::Json ToJson(const jobs::TimelineRow& row);
base::Json ToJson(const accounts::User& user);
base::Json ToJson(const accounts::ApiToken& token);

}  // namespace clipbox::http
