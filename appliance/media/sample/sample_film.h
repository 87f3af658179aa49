// Makes a film to try things on: drawn pictures (sample_picture.h), and a sine tone with a beep at each whole second.
// Used by `clipbox demo`, the tests and the benchmarks. Any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "jobs/job.h"

namespace clipbox::media {

struct SampleFilm {
  double seconds = 10;
  int width = 640;
  int height = 360;
  int rate_num = 30;  // frames a second: rate_num / rate_den
  int rate_den = 1;
  bool video = true;
  bool audio = true;
  std::string video_encoder = "libx264";
  std::string video_options = "preset=superfast:crf=23";  // `key=value:key=value`, for the encoder
  std::string pixel_format = "yuv420p";
  std::string audio_encoder = "aac";
  int sample_rate = 48000;
  int gop = 90;
  int b_frames = 2;
  bool variable_rate = false;     // every third gap is twice as long
  int rotation = 0;               // display matrix: degrees clockwise to upright
  double video_offset = 0;        // seconds by which the video starts later than the sound (in containers that can)
  std::string picture_filters{};  // libav's, over what was drawn: `noise=alls=12:allf=t` is a camera's grain
  double scene_seconds = 0;       // a hard cut each so many seconds; 0: one scene
  std::vector<jobs::Chapter> chapters{};
  std::string format_options{};  // for the muxer: `movflags=+faststart`
};

// The container follows the file name's ending (mp4, mov, mkv, webm, ts, avi, flv, ogg). Throws: Error.
void MakeSampleFilm(const std::filesystem::path& path, const SampleFilm& film);

}  // namespace clipbox::media
