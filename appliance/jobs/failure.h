// From an error to a job's failure: its code (api.md's second list) and whether trying again can help. The one switch.
// Pure.
#pragma once

#include <string>

#include "base/error.h"

namespace clipbox::jobs {

enum class Retry {
  kNever,        // the file or the person must change something
  kWithBackoff,  // counts as an attempt
  kWait,         // the store is away: no attempt is used
};

struct FailureKind {
  std::string code;
  Retry retry = Retry::kNever;
};

FailureKind ClassifyFailure(base::ErrorCode code);

}  // namespace clipbox::jobs
