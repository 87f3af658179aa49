#include "work/planner.h"

#include "work/analysis.h"

namespace clipbox::work {
namespace {

PlanItem ToItem(const media::PlanItem& item) {
  return {.type = std::string(jobs::ToText(item.type)),
          .label = item.label,
          .start = item.start,
          .end = item.end,
          .method = std::string(jobs::ToText(item.method)),
          .reason = item.reason,
          .read_bytes = static_cast<std::int64_t>(item.read_bytes),
          .decode_frames = item.decode_frames,
          .encode_frames = item.encode_frames,
          .expected_bytes = static_cast<std::int64_t>(item.expected_bytes),
          .expected_seconds = item.expected_seconds};
}

}  // namespace

std::vector<PlanItem> SourcePlanner::Plan(const jobs::Job& job, const jobs::Recipe& recipe) {
  const auto stored = queue_.FindAnalysis(job.id);
  auto known = stored && job.source_key ? ParseAnalysis(*stored, *job.source_key) : std::nullopt;
  SourceShelf sources(objects_);
  const Analysis analysis = Analyse(job, recipe, std::move(known), {.sources = sources, .limits = limits_, .stop = {}, .progress = {}});
  std::vector<PlanItem> items;
  for (const media::PlanItem& item : media::EstimatePlan(PlanFor(job, recipe, analysis), recipe, analysis.source)) {
    items.push_back(ToItem(item));
  }
  return items;
}

}  // namespace clipbox::work
