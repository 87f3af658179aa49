// One line of a plan: an output that would be made, how, and what it would cost. Figured by media, told by the API and
// by `clipbox clip --plan`, both as ToJson prints it. Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/json.h"
#include "base/time_range.h"
#include "jobs/artifact.h"

namespace clipbox::jobs {

struct PlanItem {
  ArtifactType type = ArtifactType::kClip;
  std::string label = {};  // empty: of the whole video
  std::optional<base::TimeRange> range = {};
  Method method = Method::kRender;
  std::optional<std::string> reason = {};
  std::uint64_t read_bytes = 0;
  std::int64_t decode_frames = 0;
  std::int64_t encode_frames = 0;
  std::uint64_t expected_bytes = 0;
  double expected_seconds = 0;
  std::string settings = {};  // digest, as the artifact will carry it; empty where nobody figured it
};

base::Json ToJson(const PlanItem& item);

}  // namespace clipbox::jobs
