#include "work/tasks/planner.h"

#include "base/error.h"
#include "base/json.h"
#include "media/maker/span.h"
#include "media/plan/plan_facts.h"
#include "media/source/embedded_captions.h"
#include "work/tasks/analysis.h"
#include "work/tasks/artifact_key.h"

namespace clipbox::work {
namespace {

SourceSuggestions ToSuggestions(const jobs::Job& job, const Analysis& analysis) {
  SourceSuggestions suggestions;
  suggestions.chapters = analysis.source.chapters;
  if (suggestions.chapters.empty() && job.source_meta) suggestions.chapters = job.source_meta->chapters;
  for (const media::SceneChange& scene : analysis.suggestions->scenes) suggestions.scenes.push_back(scene.position);
  suggestions.silences = analysis.suggestions->silences;
  suggestions.loud = analysis.suggestions->loud;
  suggestions.key_frames = analysis.suggestions->key_frames;
  return suggestions;
}

// By which settings each will be made: what tells two looks of one clip apart. The items come in the plan's order.
void NameSettings(const media::Plan& plan, const jobs::Recipe& recipe, std::vector<jobs::PlanItem>& items) {
  std::size_t next = 0;
  for (const media::Span& span : plan.spans) {
    const jobs::Recipe own = media::RecipeFor(span, recipe);
    for (std::size_t i = 0; i < span.outputs.size() && next < items.size(); ++i, ++next)
      items[next].settings = SettingsDigest(own, items[next].type);
  }
}

// Holds the flag for a scope. Throws: Error kRateLimited where somebody else does.
class Turn {
 public:
  explicit Turn(std::atomic<bool>& taken) : taken_(taken) {
    if (!taken_.exchange(true)) return;
    throw base::Error(base::ErrorCode::kRateLimited, "Another film is being looked over. Ask again in a few seconds.",
                      {.retry_after_seconds = 5});
  }
  ~Turn() { taken_ = false; }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  std::atomic<bool>& taken_;
};

}  // namespace

// Measured at the first need, and again with another libavcodec.
media::Calibration SourcePlanner::GetCalibration() {
  constexpr const char* kName = "media_calibration";
  const auto kept = settings_.Find(kName);
  if (const auto known = kept ? media::CalibrationFromJson(base::ParseJson(*kept)) : std::nullopt) return *known;
  const media::Calibration measured = media::MeasureMachine();
  settings_.Set(kName, base::DumpJson(media::ToJson(measured)));
  return measured;
}

CaptionSources SourcePlanner::Captions(const jobs::Job& job) {
  CaptionSources sources{.embedded = {}, .speech = hears_speech_};
  if (const auto known = FindAnalysis(queue_, job)) sources.embedded = media::HasEmbeddedCaptions(known->source);
  return sources;
}

JobPlan SourcePlanner::Plan(const jobs::Job& job, const jobs::Recipe& recipe) {
  SourceShelf sources(objects_);
  const AnalysisTools tools{.sources = sources, .limits = limits_, .stop = {}, .progress = {}};
  const Analysis analysis = Analyse(job, recipe, FindAnalysis(queue_, job), tools);
  const media::Plan plan = PlanFor(job, recipe, analysis);
  media::PlanFacts facts =
      media::ReadPlanFacts(*sources.Open(*job.source_key), plan, recipe, analysis.source, limits_, {});
  facts.machine = GetCalibration();
  JobPlan answer;
  answer.items = media::EstimatePlan(plan, recipe, analysis.source, facts);
  NameSettings(plan, recipe, answer.items);
  AddWarnings(plan.failed, answer.warnings);
  AddWarnings(plan.lacking, answer.warnings);
  return answer;
}

SourceSuggestions SourcePlanner::Suggest(const jobs::Job& job) {
  auto known = FindAnalysis(queue_, job);
  if (known && known->suggestions) return ToSuggestions(job, *known);
  const Turn turn(looking_);
  SourceShelf sources(objects_);
  const AnalysisTools tools{.sources = sources, .limits = limits_, .stop = {}, .progress = {}, .suggest = true};
  const Analysis analysis = Analyse(job, {}, std::move(known), tools);
  queue_.KeepAnalysis(job, ToAnalysisJson(analysis));
  return ToSuggestions(job, analysis);
}

}  // namespace clipbox::work
