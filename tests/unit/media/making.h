// Runs the pipeline on a film of the test, in a directory of the test.
#pragma once

#include <algorithm>

#include "base/files.h"
#include "media/plan/plan.h"
#include "media/source/probe.h"
#include "media/span/run.h"

namespace clipbox::test {

inline media::SourceInfo ProbeFile(const std::filesystem::path& path, const media::Limits& limits = {}) {
  base::FileSource source(path);
  return media::Probe(source, limits, {});
}

struct AllMade : media::SpanResult {
  std::vector<media::Shortfall> lacking;
};

// Makes every span of `recipe`; everything made, failed and lacking in one result.
inline AllMade MakeAll(const std::filesystem::path& film, const jobs::Recipe& recipe,
                       const std::filesystem::path& out_dir, const media::RunSettings& settings = {},
                       const media::RunCallbacks& callbacks = {}) {
  base::FileSource source(film);
  const media::SourceInfo info = media::Probe(source, settings.limits, {});
  const media::Plan plan = media::MakePlan(recipe, info, {}, {});
  AllMade all;
  all.failed = plan.failed;
  all.lacking = plan.lacking;
  for (const media::Span& span : plan.spans) {
    const media::SpanResult result = media::RunSpan(source, info, span, recipe, out_dir, settings, callbacks);
    all.made.insert(all.made.end(), result.made.begin(), result.made.end());
    all.failed.insert(all.failed.end(), result.failed.begin(), result.failed.end());
    for (const media::Made& made : result.made) {
      if (made.lost_sound) all.lacking.push_back(media::LostSoundOf(made));
    }
    all.source_bytes_read += result.source_bytes_read;
  }
  return all;
}

// A recipe of one clip and the outputs named.
inline jobs::Recipe OneClip(double start, double end, std::set<jobs::Output> outputs = {jobs::Output::kMp4}) {
  jobs::Recipe recipe;
  recipe.clips = {{start, end, "clip"}};
  recipe.outputs = std::move(outputs);
  return recipe;
}

inline const media::Made* Find(const media::SpanResult& result, jobs::ArtifactType type) {
  const auto found =
      std::find_if(result.made.begin(), result.made.end(), [&](const media::Made& made) { return made.type == type; });
  return found == result.made.end() ? nullptr : &*found;
}

}  // namespace clipbox::test
