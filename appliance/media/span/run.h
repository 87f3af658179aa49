// Makes the outputs of one span from one decode of it, as files in a directory of the caller's. Used by work's tasks
// and by `clipbox clip`. Any thread; several spans may run at once, also on one source. The encoder and decoder threads
// a call uses are its `threads` beside the caller's own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "jobs/captions.h"
#include "jobs/recipe.h"
#include "media/maker/span.h"
#include "media/source/limits.h"
#include "media/source/source_info.h"

namespace clipbox::media {

struct RunSettings {
  int threads = 1;
  Limits limits;
  Deadline deadline;
  std::vector<jobs::Cue>
      captions{};  // of the span, timed from its start: drawn into the clip where the recipe burns them
};

struct RunCallbacks {
  std::function<void(double)> progress;  // 0 to 1, never going back; from the calling thread
  std::stop_token stop;                  // the call returns within a second of a stop
  // Asked often, from the calling thread: whether that output is not wanted any more. It then fails with kCancelled.
  std::function<bool(jobs::ArtifactType)> is_left_out{};
  // Told with each picture and each piece of sound, from the calling thread: the work goes on. So also while `progress`
  // has nothing to say, as where a GIF is drawn from what was read.
  std::function<void()> goes_on{};
};

struct SpanResult {
  std::vector<Made> made;
  std::vector<Shortfall> failed;  // those outputs alone: kTimeout, kNoAudio, kClipOutsideSource, …
  std::uint64_t source_bytes_read = 0;
};

// Requires: `info` is Probe's of this source, `span` is of a plan for it, `out_dir` exists.
// Throws: Error kCancelled (nothing is kept), kTruncated, kStorageFull, kOutOfMemory, and what the source throws. What
// concerns one output alone is in `failed` instead.
SpanResult RunSpan(base::ByteSource& source, const SourceInfo& info, const Span& span, const jobs::Recipe& recipe,
                   const std::filesystem::path& out_dir, const RunSettings& settings, const RunCallbacks& callbacks);

}  // namespace clipbox::media
