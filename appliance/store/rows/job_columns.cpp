// The columns of video_jobs that hold JSON: bags of values that no statement looks into.
#include "base/error.h"
#include "jobs/job_json.h"
#include "store/rows/job_row.h"

namespace clipbox::store {
namespace {

using base::FindIn;
using base::Json;
using base::OrNull;

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

std::string ProbeToColumn(const jobs::SourceFile& source) {
  return base::DumpJson({{"durationSeconds", OrNull(source.duration_seconds)},
                         {"width", OrNull(source.width)},
                         {"height", OrNull(source.height)},
                         {"frameRate", OrNull(source.frame_rate)},
                         {"videoCodec", OrNull(source.video_codec)},
                         {"audioCodec", OrNull(source.audio_codec)},
                         {"rotation", OrNull(source.rotation)},
                         {"container", OrNull(source.container)},
                         {"bytesRead", source.bytes_read},
                         {"requests", source.requests}});
}

void ReadProbe(const std::string& text, jobs::SourceFile& into) {
  const Json json = Json::parse(text);
  into.duration_seconds = FindIn<double>(json, "durationSeconds");
  into.width = FindIn<int>(json, "width");
  into.height = FindIn<int>(json, "height");
  into.frame_rate = FindIn<double>(json, "frameRate");
  into.video_codec = FindIn<std::string>(json, "videoCodec");
  into.audio_codec = FindIn<std::string>(json, "audioCodec");
  into.rotation = FindIn<int>(json, "rotation");
  into.container = FindIn<std::string>(json, "container");
  into.bytes_read = json.value("bytesRead", std::uint64_t{0});
  into.requests = json.value("requests", std::uint64_t{0});
}

std::string ToColumn(const std::vector<jobs::Warning>& warnings) { return base::DumpJson(jobs::ToJson(warnings)); }

std::vector<jobs::Warning> WarningsOfColumn(const std::string& text) { return jobs::WarningsOf(Json::parse(text)); }

}  // namespace clipbox::store
