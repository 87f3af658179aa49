#include "http/api/job_calls.h"

#include "base/error.h"
#include "jobs/recipe.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;

// 21600 → `6:00:00`.
std::string ClockText(double seconds) {
  const auto whole = static_cast<long long>(seconds);
  const auto two = [](long long number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return std::to_string(whole / 3600) + ":" + two(whole / 60 % 60) + ":" + two(whole % 60);
}

}  // namespace

jobs::Job GetJob(const Api& api, const Request& request) {
  auto job = api.store.jobs.Find(UserOf(request), JobIdOf(request));
  if (!job) throw Error(ErrorCode::kNotFound, "There is no such job of yours.");
  return *std::move(job);
}

std::optional<std::string> FindRecipe(const base::JsonObject& body) {
  const base::Json* recipe = body.Find("recipe");
  if (recipe == nullptr) return std::nullopt;
  jobs::ParseRecipe(*recipe, body.PointerOf("recipe"));
  return base::DumpJson(*recipe);
}

void CheckDuration(const Api& api, std::optional<double> seconds) {
  const double most = std::chrono::duration<double>(api.settings.max_duration).count();
  if (!seconds || *seconds <= most) return;
  throw Error(ErrorCode::kTooLong, "This video is " + ClockText(*seconds) + " long; at most " + ClockText(most) +
                                       " are taken here. Choose a shorter one, or raise media.max_duration.");
}

}  // namespace clipbox::http
