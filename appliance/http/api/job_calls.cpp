#include "http/api/job_calls.h"

#include "base/error.h"
#include "base/text.h"
#include "jobs/recipe.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;

}  // namespace

jobs::Job GetJob(const Api& api, const Request& request) {
  auto job = api.store.jobs.Find(UserOf(request), JobIdOf(request));
  if (!job) throw Error(ErrorCode::kNotFound, "There is no such job of yours.");
  return *std::move(job);
}

jobs::Job GetJobWithSource(const Api& api, const Request& request, std::string_view purpose) {
  jobs::Job job = GetJob(api, request);
  if (job.source_key) return job;
  throw Error(ErrorCode::kSourceMissing, "There is no file to " + std::string(purpose) + " yet: upload it first.");
}

std::optional<jobs::JobRecipe> FindRecipe(const Api& api, const Request& request, const base::JsonObject& body) {
  const base::Json* recipe = body.Find("recipe");
  if (recipe == nullptr) return std::nullopt;
  return jobs::AcceptRecipe(*recipe, body.PointerOf("recipe"), [&](const std::string& name) {
    return api.store.presets.FindRecipe(UserOf(request), name);
  });
}

void CheckDuration(const Api& api, std::optional<double> seconds) {
  const double most = std::chrono::duration<double>(api.settings.max_duration).count();
  if (!seconds || *seconds <= most) return;
  throw Error(ErrorCode::kTooLong, "This video is " + base::PositionText(*seconds) + " long; at most " +
                                       base::PositionText(most) +
                                       " are taken here. Choose a shorter one, or raise media.max_duration.");
}

}  // namespace clipbox::http
