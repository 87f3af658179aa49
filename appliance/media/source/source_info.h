// What the probe saw of a source: the facts that planning needs and that a person is shown. Plain values, and their
// JSON (kept by work in `source_analysis`, printed by `clipbox probe --json`).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "jobs/job.h"

namespace clipbox::media {

// The seconds of one tick of a stream are num/den.
struct TickLength {
  int num = 1;
  int den = 1;
  bool operator==(const TickLength&) const = default;
};

struct VideoStream {
  int index = 0;
  std::string codec;
  int width = 0;            // as coded
  int height = 0;           // as coded
  int rotation = 0;         // degrees clockwise to upright: 0, 90, 180, 270
  double frame_rate = 0;    // average; 0 where unknown
  double pixel_aspect = 1;  // width of a pixel over its height, as coded
  std::string pixel_format;
  std::string color_matrix;  // `bt709`; empty where the file does not say
  int bit_depth = 8;
  bool hdr = false;  // PQ or HLG
  TickLength tick;
  std::int64_t zero_ticks = 0;  // time stamp of the first presented frame: position zero
  bool operator==(const VideoStream&) const = default;
};

struct AudioStream {
  int index = 0;
  std::string codec;
  int sample_rate = 0;
  int channels = 0;
  TickLength tick;
  std::int64_t zero_ticks = 0;  // time stamp of the first packet
  bool operator==(const AudioStream&) const = default;
};

// A line for every stream of the file, used or not.
struct StreamLine {
  int index = 0;
  std::string kind;  // `video`, `audio`, `subtitle`, `data`, `picture` (cover art)
  std::string codec;
  std::string note;  // why it is not used; empty where it is
  bool operator==(const StreamLine&) const = default;
};

struct SourceInfo {
  std::string container;  // libav's name: `mov,mp4,m4a,3gp,3g2,mj2`
  std::uint64_t size_bytes = 0;
  double duration_seconds = 0;  // from position zero to the end of the last frame
  std::optional<VideoStream> video;
  std::optional<AudioStream> audio;
  std::vector<jobs::Chapter> chapters;  // positions from zero
  std::vector<StreamLine> streams;
  bool operator==(const SourceInfo&) const = default;

  // The picture as it is seen: turned upright, pixels made square. Requires: video.
  int upright_width() const;
  int upright_height() const;
  // Seconds on the file's own clock where position zero lies.
  double zero_seconds() const;
  // The codec of the sound that the file has, if none of its sound can be decoded. Returns nullopt if there is sound to
  // use, or none at all.
  std::optional<std::string> unused_sound() const;
};

base::Json ToJson(const SourceInfo& info);
// Requires: `json` was made by ToJson of this version or an older one. Throws: Error kInternal.
SourceInfo SourceInfoFromJson(const base::Json& json);

// The part of it that a job shows (`source` of the API); name, size and type stay as the browser said.
void FillSourceFile(const SourceInfo& info, jobs::SourceFile& file);

}  // namespace clipbox::media
