#include "http/api/shares/shareable.h"

#include "catch.h"

using namespace clipbox;

namespace {

using enum jobs::ArtifactType;

jobs::Artifact Made(const std::string& id, jobs::ArtifactType type, std::optional<base::TimeRange> range = {}) {
  jobs::Artifact artifact;
  artifact.id.value = id;
  artifact.type = type;
  artifact.range = range;
  return artifact;
}

std::string Shared(const std::vector<jobs::Artifact>& artifacts) {
  std::string ids;
  for (const jobs::ArtifactId& id : http::ShareableOf(artifacts)) ids += id.value;
  return ids;
}

}  // namespace

TEST_CASE("of a job with clips the clips are shared, by their starts, and nothing that shows the rest of the video") {
  CHECK(Shared({Made("a", kStoryboard), Made("b", kPoster), Made("c", kClip, base::TimeRange{9, 10}),
                Made("d", kClip, base::TimeRange{1, 2}), Made("e", kPoster, base::TimeRange{1, 2}),
                Made("f", kAudio)}) == "dec");
}

TEST_CASE("of a job without clips its pictures, sound and captions are shared, and nothing that is for programs") {
  CHECK(Shared({Made("a", kStoryboard), Made("b", kStoryboardVtt), Made("c", kPoster), Made("d", kAudio),
                Made("e", kWaveformPeaks), Made("f", kWaveform), Made("g", kCaptions)}) == "acdfg");
  CHECK(Shared({Made("a", kStoryboardVtt)}).empty());
  CHECK(Shared({}).empty());
}
