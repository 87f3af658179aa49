// What would be made of a source, before anything is (`POST …/plan`), and what it proposes for clips (`GET
// …/suggestions`). The interface is free of media's types, so that http need not see them. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time_range.h"
#include "jobs/job.h"
#include "jobs/plan_item.h"
#include "jobs/recipe.h"

namespace clipbox::work {

struct JobPlan {
  std::vector<jobs::PlanItem> items;
  std::vector<jobs::Warning> warnings;  // what cannot be made, by name
};

struct SourceSuggestions {
  std::vector<jobs::Chapter> chapters;  // the file's, else the description's
  std::vector<double> scenes;           // where one begins
  std::vector<base::TimeRange> silences;
  std::vector<base::TimeRange> loud;
  std::vector<double> key_frames;
};

// Where captions can come from beside the files that a person puts.
struct CaptionSources {
  std::optional<bool> embedded;  // the file carries text; nothing: it was not looked at yet
  bool speech = false;           // a speech endpoint is named
};

class Planner {
 public:
  virtual ~Planner() = default;

  // Requires: the job has a source. Reads the source's index, decodes nothing but for scene changes.
  // Throws: Error kSourceMissing, kStoreUnavailable, kDatabaseLocked, and media's refusals (kNotAVideo, kTooLong, …).
  virtual JobPlan Plan(const jobs::Job& job, const jobs::Recipe& recipe) = 0;

  // From the stored analysis; where it has none yet the source is looked over now, once, within media's bound, and the
  // result is kept. Throws: as Plan; kRateLimited (+retry_after_seconds) while another source is looked over.
  virtual SourceSuggestions Suggest(const jobs::Job& job) = 0;

  // From what is stored; looks at nothing.
  virtual CaptionSources Captions(const jobs::Job& job) = 0;
};

}  // namespace clipbox::work
