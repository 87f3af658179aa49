// What `clipbox clip` says of each output: made (whole, or without its sound) or failed, for people or as JSON lines.
// It knows which outputs of the plan nothing was said of yet: however the work ends, each has its line. Any thread.
#pragma once

#include <cstddef>
#include <set>
#include <string>

#include "base/error.h"
#include "base/json.h"
#include "base/mutex.h"
#include "media/plan/plan.h"
#include "media/span/run.h"

namespace clipbox::cli {

// Says on standard error what one output lacks, out of `lacking`; gives it as JSON: `[{code, message}]`.
base::Json TellLacking(const std::vector<media::Shortfall>& lacking, jobs::ArtifactType type, const std::string& label);

class ClipReport {
 public:
  // `plan` outlives this.
  ClipReport(const media::Plan& plan, bool json) : plan_(plan), json_(json) {}

  // What the plan refuses.
  void Refused() EXCLUDES(mutex_);

  // Of the span at hand, the plan's first at the beginning.
  void Made(const media::Made& made) EXCLUDES(mutex_);
  void Failed(const media::Shortfall& failed) EXCLUDES(mutex_);
  void NextSpan() EXCLUDES(mutex_);

  // All that nothing was said of fails for this reason.
  void FailRest(base::ErrorCode code, const std::string& message) EXCLUDES(mutex_);

  bool any_made() EXCLUDES(mutex_);

 private:
  void PrintFailed(const media::Shortfall& failed) REQUIRES(mutex_);

  const media::Plan& plan_;
  const bool json_;
  base::Mutex mutex_;  // held while a line is written
  std::size_t span_ GUARDED_BY(mutex_) = 0;
  std::set<jobs::ArtifactType> told_ GUARDED_BY(mutex_);  // of that span
  bool any_made_ GUARDED_BY(mutex_) = false;
};

}  // namespace clipbox::cli
