// Where an artifact lies. A key that follows from the source (its key and ETag, which a replaced object does not
// share), the output and its settings alone. Made again after a crash it lands on the same key, and an equal output is
// known before it is made. Pure.
#pragma once

#include <string>

#include "jobs/job.h"
#include "jobs/recipe.h"
#include "media/plan/plan.h"
#include "work/tasks/span_payload.h"

namespace clipbox::work {

// What all keys of an installation share.
struct KeyPlace {
  std::string prefix;              // storage.prefix: ends with '/'
  std::string installation_token;  // see jobs::KeyTag
};

// `<prefix>artifacts/<job>/<digest>-<tag>/<file name>`: ASCII, below 1,024 bytes. A storyboard and its WebVTT lie in
// one folder. `captions_id`: which captions (work/tasks/captions.h), for what has some in it. Requires: the job has a
// source key.
std::string ArtifactKey(const KeyPlace& place, const jobs::Job& job, const jobs::Recipe& recipe,
                        const SpanPayload& payload, jobs::ArtifactType type, const std::string& captions_id = "");

// Digest of the settings that an output of this type is made by: not of its source or its captions, which may change.
std::string SettingsDigest(const jobs::Recipe& recipe, jobs::ArtifactType type);

// The file's name in its folder and in a download: `01-intro.mp4`, `video-storyboard.jpg`.
std::string ArtifactFileName(const media::Span& span, jobs::ArtifactType type, const jobs::Recipe& recipe);

}  // namespace clipbox::work
