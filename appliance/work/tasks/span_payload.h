// A span task as the queue keeps it: the span and its share of the job for the progress bar. Pure.
#pragma once

#include <string>
#include <vector>

#include "media/plan/plan.h"

namespace clipbox::work {

struct SpanPayload {
  media::Span span;
  double share = 1;           // of all the job's spans together
  std::string source_etag{};  // of the source that was planned for
};

std::string ToPayloadJson(const SpanPayload& payload);
// Throws: Error kInternal for what ToPayloadJson did not write.
SpanPayload ParsePayload(const std::string& json);

// One payload for each span of the plan; longer spans have the greater share.
std::vector<SpanPayload> MakePayloads(const media::Plan& plan, double duration_seconds, const std::string& source_etag);

}  // namespace clipbox::work
