#include "work/tasks/analysis.h"

#include "base/error.h"
#include "base/json.h"
#include "media/source/probe.h"

namespace clipbox::work {
namespace {

using base::Json;

const std::vector<jobs::Chapter>& ChaptersOf(const jobs::Job& job) {
  static const std::vector<jobs::Chapter> kNone;
  return job.source_meta ? job.source_meta->chapters : kNone;
}

Json ToJson(const std::vector<media::SceneChange>& scenes) {
  Json list = Json::array();
  for (const auto& scene : scenes) list.push_back({scene.position, scene.strength});
  return list;
}

std::vector<media::SceneChange> ScenesFromJson(const Json& json) {
  std::vector<media::SceneChange> scenes;
  for (const Json& scene : json) scenes.push_back({.position = scene.at(0), .strength = scene.at(1)});
  return scenes;
}

void LookFurther(base::ByteSource& bytes, Analysis& analysis, bool scenes, const AnalysisTools& tools) {
  const media::LookRequest look{.most = media::MostForLooking(analysis.source),
                                .threads = tools.threads,
                                .stop = tools.stop,
                                .progress = tools.progress};
  if (tools.suggest && !analysis.suggestions) {
    analysis.suggestions = media::MakeSuggestions(bytes, analysis.source, tools.limits, look,
                                                  analysis.scenes ? &*analysis.scenes : nullptr);
    analysis.scenes = analysis.suggestions->scenes;
  }
  if (scenes && !analysis.scenes) analysis.scenes = media::FindSceneChanges(bytes, analysis.source, tools.limits, look);
}

// Returns nullopt if it is of another source or version.
std::optional<Analysis> ParseAnalysis(const std::string& text, const std::string& source_key) {
  try {
    const Json json = Json::parse(text);
    if (json.value("sourceKey", "") != source_key) return std::nullopt;
    Analysis analysis{.source_key = source_key,
                      .etag = json.value("etag", ""),
                      .source = media::SourceInfoFromJson(json.at("source")),
                      .scenes = {},
                      .suggestions = {}};
    if (!json.at("scenes").is_null()) analysis.scenes = ScenesFromJson(json.at("scenes"));
    if (!json.at("suggestions").is_null()) analysis.suggestions = media::SuggestionsFromJson(json.at("suggestions"));
    return analysis;
  } catch (const Json::exception&) {
    return std::nullopt;
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

}  // namespace

std::string ToAnalysisJson(const Analysis& analysis) {
  const Json scenes = analysis.scenes ? ToJson(*analysis.scenes) : Json();
  const Json suggestions = analysis.suggestions ? media::ToJson(*analysis.suggestions) : Json();
  return base::DumpJson({{"sourceKey", analysis.source_key},
                         {"etag", analysis.etag},
                         {"source", media::ToJson(analysis.source)},
                         {"scenes", scenes},
                         {"suggestions", suggestions}});
}

std::optional<Analysis> FindAnalysis(const store::Queue& queue, const jobs::Job& job) {
  const auto stored = queue.FindAnalysis(job.id);
  return stored && job.source_key ? ParseAnalysis(*stored, *job.source_key) : std::nullopt;
}

Analysis Analyse(const jobs::Job& job, const jobs::Recipe& recipe, std::optional<Analysis> known,
                 const AnalysisTools& tools) {
  if (!job.source_key)
    throw base::Error(base::ErrorCode::kSourceMissing, "The job has no source file. Upload it first.");
  const auto bytes = tools.sources.Open(*job.source_key);
  if (known && known->etag != bytes->etag()) known.reset();
  Analysis analysis = known ? std::move(*known)
                            : Analysis{.source_key = *job.source_key,
                                       .etag = bytes->etag(),
                                       .source = media::Probe(*bytes, tools.limits, tools.stop),
                                       .scenes = {},
                                       .suggestions = {}};
  LookFurther(*bytes, analysis, media::NeedsSceneChanges(recipe, analysis.source, ChaptersOf(job)), tools);
  return analysis;
}

jobs::Recipe RecipeOf(const jobs::Job& job, bool hold) {
  // A held job is only looked through: what is to be made of it comes with the order.
  jobs::Recipe recipe = hold ? job.recipe.resolved.value_or(jobs::Recipe{}) : job.recipe.Get();
  if (hold) {
    recipe.clips.emplace();
    recipe.outputs = {jobs::Output::kStoryboard, jobs::Output::kWaveform};
  }
  return recipe;
}

void LeaveOutWhatIsNotThere(jobs::Recipe& recipe, const media::SourceInfo& source) {
  if (!source.video) recipe.outputs.erase(jobs::Output::kStoryboard);
  if (!source.audio) recipe.outputs.erase(jobs::Output::kWaveform);
}

media::Plan PlanFor(const jobs::Job& job, const jobs::Recipe& recipe, const Analysis& analysis) {
  return media::MakePlan(recipe, analysis.source, ChaptersOf(job),
                         analysis.scenes.value_or(std::vector<media::SceneChange>{}));
}

void AddWarnings(const std::vector<media::Shortfall>& outputs, std::vector<jobs::Warning>& warnings) {
  for (const media::Shortfall& each : outputs) {
    warnings.push_back({.code = std::string(base::ToText(each.code)),
                        .message = each.message,
                        .output = std::string(jobs::OutputWord(each.type)),
                        .clip = each.label.empty() ? std::nullopt : std::optional(each.label)});
  }
}

}  // namespace clipbox::work
