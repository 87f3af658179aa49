#include "store/rows/job_row.h"

#include "base/error.h"

namespace clipbox::store {
namespace {

template <class Enum>
Enum Known(const std::optional<Enum>& value, const std::string& text) {
  if (!value) throw base::Error(base::ErrorCode::kInternal, "the database holds an unknown word: " + text);
  return *value;
}

std::optional<jobs::SourceFile> SourceOfRow(const sqlite::Statement& row) {
  const auto name = row.Get<std::optional<std::string>>("source_file_name");
  if (!name) return std::nullopt;
  jobs::SourceFile source;
  source.file_name = *name;
  source.size_bytes = row.Get<std::uint64_t>("source_size_bytes");
  source.content_type = row.Get<std::string>("source_content_type");
  if (const auto probe = row.Get<std::optional<std::string>>("source_probe")) ReadProbe(*probe, source);
  return source;
}

std::optional<jobs::Progress> ProgressOfRow(const sqlite::Statement& row) {
  const auto phase = row.Get<std::optional<std::string>>("progress_phase");
  if (!phase) return std::nullopt;
  const auto spans = row.Get<std::optional<std::string>>("progress_spans");
  return jobs::Progress{*phase, row.Get<double>("progress_fraction"),
                        spans ? SpansOfColumn(*spans) : std::vector<jobs::SpanProgress>{}};
}

std::optional<jobs::Failure> FailureOfRow(const sqlite::Statement& row) {
  const auto code = row.Get<std::optional<std::string>>("failure_code");
  if (!code) return std::nullopt;
  return jobs::Failure{*code, row.Get<std::string>("failure_message"), row.Get<base::Timestamp>("failure_at")};
}

void ReadRights(const sqlite::Statement& row, jobs::Job& into) {
  into.rights_confirmed_at = row.Get<std::optional<base::Timestamp>>("rights_confirmed_at");
  into.rights_confirmed_by = row.Get<std::optional<jobs::UserId>>("rights_confirmed_by");
  into.rights_text_version = row.Get<std::optional<std::string>>("rights_text_version");
}

void ReadWork(const sqlite::Statement& row, jobs::Job& into) {
  into.source_key = row.Get<std::optional<std::string>>("source_key");
  into.source = SourceOfRow(row);
  into.progress = ProgressOfRow(row);
  into.attempts = row.Get<int>("attempts");
  into.claimed_by = row.Get<std::optional<std::string>>("claimed_by");
  into.failure = FailureOfRow(row);
  into.warnings = WarningsOfColumn(row.Get<std::string>("warnings"));
  into.left_out = OutputNamesOfColumn(row.Get<std::optional<std::string>>("left_out"));
}

}  // namespace

jobs::Job JobOfRow(const sqlite::Statement& row) {
  jobs::Job job;
  job.id = row.Get<jobs::JobId>("id");
  job.user_id = row.Get<jobs::UserId>("user_id");
  const auto status = row.Get<std::string>("status");
  job.status = Known(jobs::StatusFromText(status), status);
  job.source_url = row.Get<std::string>("source_url");
  job.video_id = row.Get<std::string>("video_id");
  job.title = row.Get<std::string>("title");
  if (const auto meta = row.Get<std::optional<std::string>>("source_meta")) job.source_meta = MetaOfColumn(*meta);
  job.recipe = {row.Get<std::string>("recipe"), RecipeOfColumn(row.Get<std::optional<std::string>>("recipe_resolved"))};
  job.proposed_clip = {row.Get<std::optional<double>>("proposed_start"),
                       row.Get<std::optional<double>>("proposed_end")};
  job.auto_process = row.Get<bool>("auto_process");
  ReadRights(row, job);
  ReadWork(row, job);
  job.created_at = row.Get<base::Timestamp>("created_at");
  job.updated_at = row.Get<base::Timestamp>("updated_at");
  job.ready_at = row.Get<std::optional<base::Timestamp>>("ready_at");
  return job;
}

jobs::Job CountedJobOfRow(const sqlite::Statement& row) {
  jobs::Job job = JobOfRow(row);
  job.clip_count = row.Get<int>("clip_count");
  return job;
}

jobs::Artifact ArtifactOfRow(const sqlite::Statement& row) {
  jobs::Artifact artifact;
  artifact.id = row.Get<jobs::ArtifactId>("id");
  artifact.job_id = row.Get<jobs::JobId>("job_id");
  const auto type = row.Get<std::string>("type");
  artifact.type = Known(jobs::ArtifactTypeFromText(type), type);
  artifact.label = row.Get<std::optional<std::string>>("given_label").value_or(row.Get<std::string>("label"));
  const auto start = row.Get<std::optional<double>>("start_seconds");
  if (start) artifact.range = {*start, row.Get<double>("end_seconds")};
  artifact.duration_seconds = row.Get<std::optional<double>>("duration_seconds");
  artifact.width = row.Get<std::optional<int>>("width");
  artifact.height = row.Get<std::optional<int>>("height");
  artifact.size_bytes = row.Get<std::uint64_t>("size_bytes");
  artifact.content_type = row.Get<std::string>("content_type");
  artifact.sha256 = row.Get<std::string>("sha256");
  artifact.key = row.Get<std::string>("key");
  const auto method = row.Get<std::string>("method");
  artifact.method = Known(jobs::MethodFromText(method), method);
  artifact.reason = row.Get<std::optional<std::string>>("reason");
  artifact.lost_sound = row.Get<std::optional<std::string>>("lost_sound");
  artifact.settings = row.Get<std::string>("settings");
  artifact.created_at = row.Get<base::Timestamp>("created_at");
  return artifact;
}

std::optional<jobs::Job> FindJob(sqlite::Connection& db, const jobs::JobId& id) {
  sqlite::Statement row = db.Query("FindJob", {{":id", id}});
  if (!row.Next()) return std::nullopt;
  return CountedJobOfRow(row);
}

jobs::Job GetJob(sqlite::Connection& db, const jobs::UserId& user, const jobs::JobId& id) {
  sqlite::Statement row = db.Query("FindJobOfUser", {{":id", id}, {":user_id", user}});
  if (!row.Next()) throw base::Error(base::ErrorCode::kNotFound, "There is no job " + id.value + ".");
  return CountedJobOfRow(row);
}

bool IsSame(const jobs::JobRecipe& a, const jobs::JobRecipe& b) {
  return a.given == b.given && ToColumn(a.resolved) == ToColumn(b.resolved);
}

jobs::Job Reread(sqlite::Connection& db, const jobs::Job& job) { return FindJob(db, job.id).value(); }

}  // namespace clipbox::store
