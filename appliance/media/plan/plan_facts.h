// Looks into the source for what sharpens a plan: its key frames, and what stands in the way of smart cuts. Reads the
// index and some packets a clip; decodes nothing. Used by work's `/plan` and by `clipbox clip --plan`. Any thread.
#pragma once

#include <stop_token>

#include "base/byte_source.h"
#include "media/plan/plan.h"
#include "media/source/limits.h"

namespace clipbox::media {

// `machine` stays as it is by default. Requires: `plan` and `info` are of this source. Throws: as Probe.
PlanFacts ReadPlanFacts(base::ByteSource& source, const Plan& plan, const jobs::Recipe& recipe, const SourceInfo& info,
                        const Limits& limits, const std::stop_token& stop);

}  // namespace clipbox::media
