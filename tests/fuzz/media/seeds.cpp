#include "fuzz/media/seeds.h"

#include <cstdio>
#include <fstream>
#include <iterator>

#include "base/error.h"
#include "media/sample/sample_film.h"
#include "temp_dir.h"

namespace clipbox::fuzz {
namespace {

struct Seed {
  const char* name;
  const char* video;  // encoder; null: none
  const char* video_options;
  const char* audio;
  const char* format_options;
};

constexpr Seed kSeeds[] = {
    {"last.mp4", "libx264", "preset=ultrafast", "aac", ""},
    {"first.mp4", "libx264", "preset=superfast:bf=2", "aac", "movflags=+faststart"},
    {"pieces.mp4", "libx264", "preset=superfast", "aac", "movflags=+frag_keyframe+empty_moov"},
    {"film.mov", "mpeg4", "", "pcm_s16le", ""},
    {"pictures.mov", "mjpeg", "", nullptr, ""},
    {"hevc.mp4", "libx265", "preset=ultrafast:x265-params=log-level=none", "aac", ""},
    {"film.mkv", "libx264", "preset=superfast", "libmp3lame", ""},
    {"film.webm", "libvpx", "deadline=realtime:cpu-used=8", "libvorbis", ""},
    {"nine.webm", "libvpx-vp9", "deadline=realtime:cpu-used=8", "libopus", ""},
    {"film.ts", "mpeg2video", "", "mp2", ""},
    {"avc.ts", "libx264", "preset=superfast", "aac", ""},
    {"film.avi", "mpeg4", "", "libmp3lame", ""},
    {"film.flv", "libx264", "preset=superfast", "aac", ""},
    {"film.ogg", "libtheora", "", "libvorbis", ""},
    {"sound.mp4", nullptr, "", "aac", ""},
};

std::string BytesOf(const Seed& seed, const test::TempDir& dir) {
  media::SampleFilm film;
  film.seconds = 1;
  film.width = 64;
  film.height = 48;
  film.rate_num = 10;
  film.gop = 4;
  film.video = seed.video != nullptr;
  if (film.video) film.video_encoder = seed.video;
  film.video_options = seed.video_options;
  if (film.video_encoder == "mjpeg") film.pixel_format = "yuvj420p";
  if (film.video_encoder != "libx264") film.b_frames = 0;
  film.audio = seed.audio != nullptr;
  if (film.audio) film.audio_encoder = seed.audio;
  film.format_options = seed.format_options;
  film.chapters = {{0, 0.5, "one"}};
  media::MakeSampleFilm(dir / seed.name, film);
  std::ifstream file(dir / seed.name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

std::vector<std::string> MakeSeeds() {
  const test::TempDir dir;
  std::vector<std::string> seeds;
  for (const Seed& seed : kSeeds) {
    try {
      seeds.push_back(BytesOf(seed, dir));
    } catch (const base::Error& error) {
      std::fprintf(stderr, "fuzz_media: no %s: %s\n", seed.name, error.what());
    }
  }
  return seeds;
}

}  // namespace clipbox::fuzz
