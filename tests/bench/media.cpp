// One job (three exact clips of 10 s, their GIFs and posters, a storyboard) by our one pass a span, beside one ffmpeg process per output
// as a person would type it, and beside the same with our x264 preset. Give a film of 40 s or more as argument, or 60 s of drawn 1080p
// (GOP 90) are made. Prints one JSON object; goal (product.md): CPU <= 0.95, wall <= 0.65 of the reference.
#include <sys/resource.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file_source.h"
#include "media/probe.h"
#include "media/run.h"
#include "media/sample_film.h"
#include "temp_dir.h"

namespace {

using namespace clipbox;

constexpr std::array<double, 3> kStarts = {4, 14.5, 27};
constexpr double kSeconds = 10;

double ProcessorSeconds(int who) {
  rusage usage{};
  ::getrusage(who, &usage);
  const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Cost {
  double cpu = 0;
  double wall = 0;
};

template <class Work>
Cost Measure(int who, Work work) {
  const double cpu = ProcessorSeconds(who);
  const auto begun = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begun;
  return {ProcessorSeconds(who) - cpu, wall.count()};
}

void Ours(const std::filesystem::path& film, const std::filesystem::path& out_dir, std::uint64_t& bytes_read) {
  base::FileSource source(film);
  jobs::Recipe recipe;
  recipe.clips.emplace();
  for (const double start : kStarts) recipe.clips->push_back({start, start + kSeconds, ""});
  const media::SourceInfo info = media::Probe(source, {}, {});
  media::RunSettings settings;
  settings.threads = 2;
  for (const media::Span& span : media::MakePlan(recipe, info, {}, {}).spans) {
    bytes_read += media::RunSpan(source, info, span, recipe, out_dir, settings, {}).source_bytes_read;
  }
}

void Theirs(const std::filesystem::path& film, const std::filesystem::path& out_dir, const std::string& preset) {
  std::vector<std::string> commands;
  const std::string in = " -i '" + film.string() + "' ";
  const std::string out = " '" + out_dir.string();
  for (const double start : kStarts) {
    const std::string seek = "-ss " + std::to_string(start) + in + "-t " + std::to_string(kSeconds);
    const std::string name = std::to_string(start);
    commands.push_back(seek + " -c:v libx264 -preset " + preset + " -crf 23 -c:a aac -movflags +faststart" + out + "/" + name + ".mp4'");
    commands.push_back("-ss " + std::to_string(start) + in + "-t 6 -vf 'fps=12,scale=480:-2:flags=lanczos,split[a][b];[a]palettegen[p];[b][p]paletteuse'" +
                       out + "/" + name + ".gif'");
    commands.push_back("-ss " + std::to_string(start) + in + "-vf thumbnail=30 -frames:v 1" + out + "/" + name + ".jpg'");
  }
  commands.push_back("-skip_frame nokey" + in + "-vf 'fps=1/10,scale=160:-2,tile=10x1' -frames:v 1" + out + "/storyboard.jpg'");
  for (const std::string& command : commands) {
    if (std::system(("ffmpeg -v error -y " + command).c_str()) != 0) std::fprintf(stderr, "failed: ffmpeg %s\n", command.c_str());
  }
}

}  // namespace

int main(int argc, char** argv) {
  const test::TempDir dir;
  std::filesystem::path film = argc > 1 ? argv[1] : "";
  if (film.empty()) {
    film = dir / "film.mp4";
    media::SampleFilm sample;
    sample.seconds = 60;
    sample.width = 1920;
    sample.height = 1080;
    sample.scene_seconds = 7;
    media::MakeSampleFilm(film, sample);
  }
  std::uint64_t bytes_read = 0;
  const Cost ours = Measure(RUSAGE_SELF, [&] { Ours(film, dir.path(), bytes_read); });
  const Cost typed = Measure(RUSAGE_CHILDREN, [&] { Theirs(film, dir.path(), "medium"); });
  const Cost same = Measure(RUSAGE_CHILDREN, [&] { Theirs(film, dir.path(), "veryfast"); });
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  std::printf(
      "{\"bench\": \"media\", \"cpuSeconds\": %.2f, \"wallSeconds\": %.2f, \"peakMiB\": %ld, \"bytesRead\": %llu, \"filmBytes\": %llu, "
      "\"ffmpegCpuSeconds\": %.2f, \"ffmpegWallSeconds\": %.2f, \"ffmpegSamePresetCpuSeconds\": %.2f, \"ffmpegSamePresetWallSeconds\": %.2f, "
      "\"cpuRatio\": %.2f, \"wallRatio\": %.2f, \"samePresetCpuRatio\": %.2f, \"samePresetWallRatio\": %.2f}\n",
      ours.cpu, ours.wall, usage.ru_maxrss / 1024, static_cast<unsigned long long>(bytes_read),
      static_cast<unsigned long long>(std::filesystem::file_size(film)), typed.cpu, typed.wall, same.cpu, same.wall, ours.cpu / typed.cpu,
      ours.wall / typed.wall, ours.cpu / same.cpu, ours.wall / same.wall);
}
