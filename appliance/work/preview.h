// What a person is shown of a job's source while choosing: single pictures, rows of them, the shape of its sound. The
// interface is free of media's types, so that http need not see them. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/time_range.h"
#include "jobs/job.h"

namespace clipbox::work {

// A JPEG and the times of what it shows, in seconds from position zero.
struct PreviewFrame {
  std::string jpeg;
  double time = 0;
  std::optional<double> previous;
  std::optional<double> next;
};

struct PreviewStrip {
  std::string jpeg;
  std::vector<double> times;
};

struct PreviewSound {
  std::vector<float> min;  // −1 to 0
  std::vector<float> max;  // 0 to 1
};

// Of a file that is not uploaded yet.
struct FileEdges {
  std::string head;  // its first bytes
  std::string tail;  // its last bytes, none of which is in `head`
  std::uint64_t size_bytes = 0;
};

// Every call that takes a job requires that it has a source. Each throws: Error kRateLimited (+retry_after_seconds)
// where too many ask at once, kSourceMissing, kStoreUnavailable, kCancelled, and media's refusals (kNotAVideo,
// kClipOutsideSource, …).
class Preview {
 public:
  virtual ~Preview() = default;

  // Refuses a file that would be refused when all of it is here, as far as its ends tell. Where they do not tell
  // enough, nothing is said. Throws: Error kEmptyFile, kNotAVideo, kTruncated, kUnsupportedFormat, kUnsupportedCodec,
  // kTooLong, kTooLarge.
  virtual void RefuseBadFile(FileEdges edges, std::stop_token stop) = 0;
  // Looks whether there is anything to show. Throws: Error kNoVideo for sound alone.
  virtual void RequirePictures(const jobs::Job& job, std::stop_token stop) = 0;
  // The picture with which a clip from `seconds` on begins, at most `height` lines.
  virtual PreviewFrame Frame(const jobs::Job& job, double seconds, int height, std::stop_token stop) = 0;
  // `count` pictures side by side, at equal steps.
  virtual PreviewStrip Strip(const jobs::Job& job, const base::TimeRange& range, int count, int height,
                             std::stop_token stop) = 0;
  // `points` stretches of the range; it is clipped to the film.
  virtual PreviewSound Sound(const jobs::Job& job, base::TimeRange range, std::size_t points, std::stop_token stop) = 0;
};

}  // namespace clipbox::work
