// Sources for the property test of cuts. Small films whose pictures carry their number and whose sound is a chirp, in
// every shape that the cut has to cope with. Any thread.
#pragma once

#include <filesystem>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace clipbox::test {

// A stretch of the media, in seconds.
struct FilmEdit {
  double begin = 0;
  double length = 0;
};

struct CutFilm {
  std::string ending = "mp4";  // names the container
  std::string format_options{};
  double seconds = 3;
  int rate_num = 25;
  int rate_den = 1;
  bool variable_rate = false;
  int gop = 25;
  std::string encoder = "libx264";
  std::string options = "preset=superfast:threads=1";  // of libavcodec
  std::string x264 = "scenecut=0";
  std::string pixel_format = "yuv420p";
  bool full_range = false;
  int pixel_aspect_num = 1;
  int pixel_aspect_den = 1;
  int width = 128;
  int height = 72;
  double begin = 0;        // of both streams in the file's time; below zero an edit list hides what comes before zero
  double video_delay = 0;  // of the video behind the sound
  std::string sound_encoder = "aac";  // empty: no sound
  int sample_rate = 48000;
  int channels = 2;
  // From the middle on the pictures come from another encoder, of these x264-params: parameter sets that change in
  // mid-file.
  std::string later_x264{};
  // What the edit list shows instead of all, in order (MP4, index at the end); empty: libav's own list.
  std::vector<FilmEdit> edits{};

  // What the smart cut must make of it where a key frame lies in the cut: `` smart, else the reason for `exact`.
  std::string expected_reason{};
  // Where it may be smart in some places: the reasons for `exact` in the others.
  std::set<std::string> possible_reasons{};
};

void MakeCutFilm(const std::filesystem::path& path, const CutFilm& film);

// A film of all that may vary.
CutFilm RandomCutFilm(std::mt19937& random);

// For the log: what the film is.
std::string Describe(const CutFilm& film);

}  // namespace clipbox::test
