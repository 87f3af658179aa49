#include "jobs/plan_item.h"

#include "catch.h"

using namespace clipbox;

TEST_CASE("a plan's item is told with every field, null where there is no value") {
  const jobs::PlanItem clip{.type = jobs::ArtifactType::kClip,
                            .label = "intro",
                            .range = {{1.5, 4}},
                            .method = jobs::Method::kExact,
                            .reason = "other_codec",
                            .read_bytes = 5,
                            .decode_frames = 6,
                            .encode_frames = 7,
                            .expected_bytes = 8,
                            .expected_seconds = 0.5,
                            .settings = "0123"};
  CHECK(jobs::ToJson(clip) == base::ParseJson(R"({"type": "clip", "label": "intro", "start": 1.5, "end": 4.0,
      "method": "exact", "reason": "other_codec", "readBytes": 5, "decodeFrames": 6, "encodeFrames": 7,
      "expectedBytes": 8, "expectedSeconds": 0.5, "settings": "0123"})"));
  const base::Json whole = jobs::ToJson(jobs::PlanItem{.type = jobs::ArtifactType::kStoryboard});
  for (const char* name : {"label", "start", "end", "reason", "settings"}) {
    INFO(name);
    CHECK(whole.at(name).is_null());
  }
}
