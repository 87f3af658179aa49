// The columns of video_jobs that hold JSON: bags of values that no statement looks into.
#include "base/error.h"
#include "jobs/job_json.h"
#include "store/rows/job_row.h"

namespace clipbox::store {
namespace {

using base::Json;

}  // namespace

std::optional<std::string> ToColumn(const std::optional<jobs::Recipe>& recipe) {
  return recipe ? std::optional(base::DumpJson(jobs::ToJson(*recipe))) : std::nullopt;
}

std::optional<jobs::Recipe> RecipeOfColumn(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  try {
    return jobs::ParseRecipe(Json::parse(*text));
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

std::optional<std::string> ToColumn(const std::optional<jobs::SourceMeta>& meta) {
  return meta ? std::optional(base::DumpJson(jobs::ToJson(*meta))) : std::nullopt;
}

jobs::SourceMeta MetaOfColumn(const std::string& text) { return jobs::SourceMetaOf(Json::parse(text)); }

std::string ProbeToColumn(const jobs::SourceFile& source) { return base::DumpJson(jobs::ProbeJson(source)); }

void ReadProbe(const std::string& text, jobs::SourceFile& into) { jobs::ReadProbe(Json::parse(text), into); }

std::string ToColumn(const std::vector<jobs::Warning>& warnings) { return base::DumpJson(jobs::ToJson(warnings)); }

std::vector<jobs::Warning> WarningsOfColumn(const std::string& text) { return jobs::WarningsOf(Json::parse(text)); }

std::string ToColumn(const std::vector<jobs::SpanProgress>& spans) { return base::DumpJson(jobs::ToJson(spans)); }

std::vector<jobs::SpanProgress> SpansOfColumn(const std::string& text) { return jobs::SpansOf(Json::parse(text)); }

std::optional<std::string> ToColumn(const std::vector<jobs::OutputName>& outputs) {
  return outputs.empty() ? std::nullopt : std::optional(base::DumpJson(jobs::ToJson(outputs)));
}

std::vector<jobs::OutputName> OutputNamesOfColumn(const std::optional<std::string>& text) {
  return text ? jobs::OutputNamesOf(Json::parse(*text)) : std::vector<jobs::OutputName>{};
}

}  // namespace clipbox::store
