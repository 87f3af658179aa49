// The first task of an attempt: what the source is, which clips to make of it, and so which span tasks follow. Any
// thread.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "jobs/job.h"
#include "media/look/suggestions.h"
#include "media/plan/plan.h"
#include "media/source/limits.h"
#include "store/queue/queue.h"
#include "work/tasks/source_shelf.h"

namespace clipbox::work {

// What is known of a source; kept by the store as JSON, so that the next attempt and `/plan` need not look again.
struct Analysis {
  std::string source_key;
  std::string etag;  // of the object that was looked at
  media::SourceInfo source;
  std::optional<std::vector<media::SceneChange>> scenes;  // nothing: not looked for yet
  std::optional<media::Suggestions> suggestions;          // the same; they hold the scenes too
};

std::string ToAnalysisJson(const Analysis& analysis);
// The stored one of the job's source. Returns nullopt if there is none, or one that this version does not read.
std::optional<Analysis> FindAnalysis(const store::Queue& queue, const jobs::Job& job);

struct AnalysisTools {
  SourceShelf& sources;
  const media::Limits& limits;
  std::stop_token stop;
  std::function<void(double)> progress;  // 0 to 1
  int threads = 1;
  bool suggest = false;  // suggestions are wanted, whatever the recipe needs
};

// Completes `known`, unless the object is another one by now, with what is needed. That is the probe, scene changes if
// the recipe's clips come from them, suggestions if wanted. Requires: the job has a source key. Throws: what
// media::Probe and the store throw.
Analysis Analyse(const jobs::Job& job, const jobs::Recipe& recipe, std::optional<Analysis> known,
                 const AnalysisTools& tools);

// The job's recipe; one that holds only makes what needs no choice: storyboard and waveform.
// Throws: as jobs::JobRecipe::Get.
jobs::Recipe RecipeOf(const jobs::Job& job, bool hold);

// Of a recipe that nobody wrote: what the source has no picture or no sound for. A warning would be about nothing that
// was asked for.
void LeaveOutWhatIsNotThere(jobs::Recipe& recipe, const media::SourceInfo& source);

// The plan for an analysed source, with the chapters of the job's metadata.
media::Plan PlanFor(const jobs::Job& job, const jobs::Recipe& recipe, const Analysis& analysis);

void AddWarnings(const std::vector<media::Shortfall>& outputs, std::vector<jobs::Warning>& warnings);

}  // namespace clipbox::work
