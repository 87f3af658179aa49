// A job as the rows hold it and as everybody passes it around: plain values, no behaviour. Written by the store,
// printed by http.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/time_range.h"
#include "jobs/artifact.h"
#include "jobs/ids.h"
#include "jobs/recipe.h"
#include "jobs/status.h"

namespace clipbox::jobs {

struct Chapter {
  double start = 0;           // seconds
  std::optional<double> end;  // nothing where neither a next chapter nor the duration tells
  std::string title;
  bool operator==(const Chapter&) const = default;
};

enum class MetadataVia { kOembed, kDataApi, kManual };

// What is publicly known about the video on YouTube.
struct SourceMeta {
  std::string title;
  std::optional<std::string> author_name;
  std::optional<std::string> author_url;
  std::optional<std::string> thumbnail_url;
  std::optional<double> duration_seconds;
  std::optional<std::string> description;
  std::vector<Chapter> chapters;
  base::Timestamp fetched_at{};
  MetadataVia via = MetadataVia::kOembed;
  bool limited = false;  // private, unlisted or embedding off: only what a person supplied
};

// The uploaded file: name, size and type as the browser said them, the rest as the probe saw it.
struct SourceFile {
  std::string file_name;
  std::uint64_t size_bytes = 0;
  std::string content_type;
  std::optional<double> duration_seconds;
  std::optional<int> width;   // as coded
  std::optional<int> height;  // as coded
  std::optional<double> frame_rate;
  std::optional<std::string> video_codec;
  std::optional<std::string> audio_codec;
  std::optional<int> rotation;  // degrees clockwise to upright
  std::optional<std::string> container;
  std::uint64_t bytes_read = 0;  // by all work on it so far
  std::uint64_t requests = 0;
};

struct TimeSpan {
  std::optional<double> start;  // seconds
  std::optional<double> end;
};

// One stretch that is worked on now; without a range the whole video.
struct SpanProgress {
  std::optional<base::TimeRange> range;
  std::string label;
  double fraction = 0;
};

struct Progress {
  std::string phase;  // `analysing`, `making`, `storing`
  double fraction = 0;
  std::vector<SpanProgress> spans = {};  // begun and not finished
};

struct Failure {
  std::string code;  // of an error for which base::IsFailure holds
  std::string message;
  base::Timestamp at{};
};

// An output that could not be made, in a job that is READY all the same.
struct Warning {
  std::string code;
  std::string message;
  std::string output;               // `gif`, `audio`, …
  std::optional<std::string> clip;  // its label
};

inline constexpr std::size_t kMaxOutputs = 1'500;  // of a recipe: of 200 clips six each, and those of the whole film

// One output of a recipe, named as its plan names it.
struct OutputName {
  ArtifactType type = ArtifactType::kClip;
  std::string label;                     // of its clip; empty where it has none
  std::optional<base::TimeRange> range;  // as asked for; nothing for the whole video
  bool operator==(const OutputName&) const = default;
};

struct Job {
  JobId id;
  UserId user_id;
  Status status = Status::kCreated;
  std::string source_url;  // canonical
  std::string video_id;
  std::string title;
  std::optional<SourceMeta> source_meta;
  std::optional<base::Timestamp> rights_confirmed_at;
  std::optional<UserId> rights_confirmed_by;
  std::optional<std::string> rights_text_version;
  std::optional<std::string> source_key;  // r2SourceKey
  std::optional<SourceFile> source;
  JobRecipe recipe;
  TimeSpan proposed_clip;  // from the link's time hints
  bool auto_process = true;
  std::optional<Progress> progress;
  int attempts = 0;
  std::optional<std::string> claimed_by;
  std::optional<Failure> failure;
  std::vector<Warning> warnings;
  std::vector<OutputName> left_out;  // taken out while it is made
  int clip_count = 0;                // clips that lie among its artifacts; not known to the queue
  base::Timestamp created_at{};
  base::Timestamp updated_at{};
  std::optional<base::Timestamp> ready_at;
};

}  // namespace clipbox::jobs
