#include "cli/client/job_search.h"

#include <algorithm>

#include "base/error_table.h"

namespace clipbox::cli {
namespace {

using base::Json;

enum class Fit { kNone, kWaitsForAFile, kHasThisFile };

bool IsBeforeUpload(const std::string& status) { return status == "CREATED" || status == "META_READY"; }
bool IsUploading(const std::string& status) { return status == "UPLOAD_READY" || status == "UPLOADING"; }

// By a failure that another file of the same name and size may not have.
bool FailedByItsFile(const Json& job) {
  const Json& failure = job.at("failure");
  return job.at("status") == "FAILED" && failure.is_object() &&
         std::ranges::any_of(base::kErrorTable, [&](const base::ErrorRow& row) {
           return base::IsOfTheFile(row) && failure.at("code") == row.text;
         });
}

bool HasRecipe(const Json& job, const WantedJob& wanted) {
  return !wanted.recipe || job.at("recipe") == *wanted.recipe;
}

bool IsOfFile(const Json& job, const WantedJob& wanted) {
  const Json& source = job.at("source");
  return source.is_object() && source.at("fileName") == wanted.file_name && source.at("sizeBytes") == wanted.size_bytes;
}

Fit FitOf(const Json& job, const WantedJob& wanted) {
  if (job.at("videoId") != wanted.video_id) return Fit::kNone;
  const std::string status = job.at("status");
  if (IsBeforeUpload(status))
    return HasRecipe(job, wanted) || job.at("recipe") == Json::object() ? Fit::kWaitsForAFile : Fit::kNone;
  if (!IsOfFile(job, wanted) || FailedByItsFile(job)) return Fit::kNone;
  if (IsUploading(status)) return Fit::kHasThisFile;
  return HasSource(job) && HasRecipe(job, wanted) ? Fit::kHasThisFile : Fit::kNone;
}

}  // namespace

bool HasSource(const Json& job) { return !job.at("r2SourceKey").is_null(); }

std::optional<Json> FindJobToGoOn(const Json& jobs, const WantedJob& wanted) {
  std::optional<Json> waiting;
  for (const Json& job : jobs) {
    const Fit fit = FitOf(job, wanted);
    if (fit == Fit::kHasThisFile) return job;
    if (fit == Fit::kWaitsForAFile && !waiting) waiting = job;
  }
  return waiting;
}

}  // namespace clipbox::cli
