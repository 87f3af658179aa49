// From rows of video_jobs and video_artifacts to the values that everybody passes around. For this folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "jobs/artifact.h"
#include "jobs/job.h"
#include "sqlite/connection.h"

namespace clipbox::store {

// Requires: the statement stands on a row with all columns of video_jobs.
jobs::Job JobOfRow(const sqlite::Statement& row);
// The same, where the statement counts the job's clips too (clip_count).
jobs::Job CountedJobOfRow(const sqlite::Statement& row);
// Requires: the statement stands on a row with all columns of video_artifacts.
jobs::Artifact ArtifactOfRow(const sqlite::Statement& row);

std::optional<jobs::Job> FindJob(sqlite::Connection& db, const jobs::JobId& id);
// Throws: Error kNotFound, also for a job of another user.
jobs::Job GetJob(sqlite::Connection& db, const jobs::UserId& user, const jobs::JobId& id);
// True if both were given in the same words and come to the same.
bool IsSame(const jobs::JobRecipe& a, const jobs::JobRecipe& b);

// The job as it is now, after changes of this transaction. Requires: it exists.
jobs::Job Reread(sqlite::Connection& db, const jobs::Job& job);

// The JSON that the columns recipe_resolved, source_meta, source_probe, warnings, progress_spans and left_out hold.
std::optional<std::string> ToColumn(const std::optional<jobs::Recipe>& recipe);
std::optional<std::string> ToColumn(const std::optional<jobs::SourceMeta>& meta);
std::string ProbeToColumn(const jobs::SourceFile& source);
std::string ToColumn(const std::vector<jobs::Warning>& warnings);
std::string ToColumn(const std::vector<jobs::SpanProgress>& spans);
// Nothing where there are none.
std::optional<std::string> ToColumn(const std::vector<jobs::OutputName>& outputs);
// Returns nullopt for nothing, and for what this version does not take.
std::optional<jobs::Recipe> RecipeOfColumn(const std::optional<std::string>& text);
jobs::SourceMeta MetaOfColumn(const std::string& text);
void ReadProbe(const std::string& text, jobs::SourceFile& into);
std::vector<jobs::Warning> WarningsOfColumn(const std::string& text);
std::vector<jobs::SpanProgress> SpansOfColumn(const std::string& text);
std::vector<jobs::OutputName> OutputNamesOfColumn(const std::optional<std::string>& text);

}  // namespace clipbox::store
