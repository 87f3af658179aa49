#include "media/plan/plan_facts.h"

#include <algorithm>

#include "av/input.h"
#include "base/error.h"
#include "media/cut/cut_choice.h"
#include "media/cut/cut_forecast.h"
#include "media/source/probe.h"

namespace clipbox::media {
namespace {

constexpr std::size_t kMaxKeyFrames = 100'000;

bool HasClip(const Span& span) {
  return span.clip &&
         std::find(span.outputs.begin(), span.outputs.end(), jobs::ArtifactType::kClip) != span.outputs.end();
}

}  // namespace

PlanFacts ReadPlanFacts(base::ByteSource& source, const Plan& plan, const jobs::Recipe& recipe, const SourceInfo& info,
                        const Limits& limits, const std::stop_token& stop) {
  PlanFacts facts;
  facts.key_frames = KeyFramePositions(source, info, limits, kMaxKeyFrames, stop);
  const bool cuts = std::any_of(plan.spans.begin(), plan.spans.end(), HasClip);
  if (!cuts || ChooseCut(recipe, info).method != jobs::Method::kSmart) return facts;
  const auto check = [&] {
    if (stop.stop_requested()) throw base::Error(base::ErrorCode::kCancelled, "the work was cancelled");
  };
  av::Input input(source, {stop, limits.max_streams, limits.open_deadline});
  for (const Span& span : plan.spans) {
    // As asked for, like the run: a container's length may fall short of its last frame.
    facts.cuts.push_back(HasClip(span) ? ForecastSmartCut(input, info, limits, *span.clip, check) : CutForecast{});
  }
  return facts;
}

}  // namespace clipbox::media
