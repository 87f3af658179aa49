// From a recipe and a source to the work: clips resolved, spans with their outputs, what cannot be made and why. Makes
// nothing. Used by work (tasks, `/plan`) and by `clipbox clip`. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "jobs/plan_item.h"
#include "jobs/recipe.h"
#include "media/cut/cut_forecast.h"
#include "media/look/scenes.h"
#include "media/maker/span.h"
#include "media/plan/calibration.h"
#include "media/source/source_info.h"

namespace clipbox::media {

struct Plan {
  std::vector<Span> spans;  // clips in the recipe's order, then the whole video; none without outputs
  std::vector<Shortfall> failed;
  std::vector<Shortfall> lacking{};  // made, but without the sound that the source has: kUnsupportedCodec
};

// True where the recipe leaves the clips to scene changes: run FindSceneChanges first and hand them to MakePlan.
bool NeedsSceneChanges(const jobs::Recipe& recipe, const SourceInfo& info,
                       const std::vector<jobs::Chapter>& description_chapters);

// Chapters of the file come before those of the description. A missing label is named for its chapter, scene or time;
// equal labels are told apart. Nothing throws: what the source cannot give is in `failed`. A file of sound alone gives
// its audio for clips and its waveform for pictures, beside their refusals.
Plan MakePlan(const jobs::Recipe& recipe, const SourceInfo& info,
              const std::vector<jobs::Chapter>& description_chapters, const std::vector<SceneChange>& scenes);

// What sharpens the plan; without it figures are rules of thumb, and cuts are what recipe and probe tell.
struct PlanFacts {
  std::vector<double> key_frames = {};  // as KeyFramePositions; empty: not known
  std::vector<CutForecast> cuts = {};   // of the plan's spans, in their order; empty: not known
  Calibration machine = {};
};

// Figures by bit rate, frame rate and pixels, not by reading; seconds are those of one thread. An item for each output
// of each span, in order.
std::vector<jobs::PlanItem> EstimatePlan(const Plan& plan, const jobs::Recipe& recipe, const SourceInfo& info,
                                         const PlanFacts& facts = {});

// How an output is made, as the plan says and as the artifact will say.
MethodAndReason ChooseMethod(jobs::ArtifactType type, const jobs::Recipe& recipe, const SourceInfo& info);

}  // namespace clipbox::media
