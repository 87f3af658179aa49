// The figures of the media engine. The reference job by our one pass a span, beside one ffmpeg process for each output
// in the same run. And what one smart clip and a storyboard cost as the film grows. Prints a JSON object a line. GOP of
// the films: 90 frames.
//
//   bench_media [--seconds N] [--jobs NAME,…] [--growth N,N,…]      (600; storyboard,smart,exact; 60,600,3600,10800)
//
// `--ours JOB FILM DIR` is what it starts itself, for a process that is measured alone.
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <exception>
#include <sstream>

#include "base/json.h"
#include "bench/media/long_film.h"
#include "bench/media/measured_process.h"
#include "bench/media/reference_job.h"
#include "temp_dir.h"

namespace {

using namespace clipbox;
using base::Json;
using bench::Cost;
using bench::Job;
namespace fs = std::filesystem;

struct Arguments {
  double seconds = 600;
  std::vector<Job> jobs = {Job::kStoryboard, Job::kSmart, Job::kExact};
  std::vector<double> growth = {60, 600, 3600, 10800};
};

std::vector<std::string> Parts(const std::string& list) {
  std::vector<std::string> parts;
  std::istringstream in(list);
  for (std::string each; std::getline(in, each, ',');) parts.push_back(each);
  return parts;
}

// Whole parts, at least one.
double WholeParts(double seconds) {
  return std::max(1.0, std::round(seconds / bench::kPartSeconds)) * bench::kPartSeconds;
}

Arguments Parse(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    if (name == "--seconds") arguments.seconds = std::stod(argv[i + 1]);
    if (name == "--jobs") {
      arguments.jobs.clear();
      for (const std::string& each : Parts(argv[i + 1])) arguments.jobs.push_back(bench::JobFromText(each));
    }
    if (name == "--growth") {
      arguments.growth.clear();
      for (const std::string& each : Parts(argv[i + 1])) arguments.growth.push_back(std::stod(each));
    }
  }
  return arguments;
}

struct Ours {
  Cost cost;
  std::uint64_t read_bytes = 0;
  std::uint64_t requests = 0;
};

Ours MeasureOurs(Job job, const fs::path& film) {
  const test::TempDir out;
  std::string text;
  Ours ours;
  ours.cost = bench::RunMeasured(
      {fs::read_symlink("/proc/self/exe").string(), "--ours", bench::ToText(job), film.string(), out.path().string()},
      &text);
  const Json counts = Json::parse(text);
  ours.read_bytes = counts.at("readBytes");
  ours.requests = counts.at("requests");
  return ours;
}

Json ToJson(const Cost& cost) {
  return {{"cpuSeconds", cost.cpu_seconds},
          {"wallSeconds", cost.wall_seconds},
          {"peakMiB", cost.peak_bytes >> 20},
          {"readMiB", cost.read_bytes >> 20}};
}

Json Compare(Job job, const fs::path& film, double seconds, bool with_reference) {
  const Ours ours = MeasureOurs(job, film);
  Json line = {{"bench", "media"},
               {"job", bench::ToText(job)},
               {"filmSeconds", seconds},
               {"filmMiB", fs::file_size(film) >> 20},
               {"gop", 90},
               {"ours", ToJson(ours.cost)},
               {"requests", ours.requests}};
  line["ours"]["readMiB"] = ours.read_bytes >> 20;
  const std::vector<bench::Range> clips = bench::ClipsOf(job, seconds);
  if (!clips.empty()) {
    bench::Share share;
    for (const bench::Range& range : clips) {
      const bench::Share one = bench::ShareOf(film, range.start, range.end);
      share = {share.own + one.own, share.lead + one.lead};
    }
    const std::uint64_t index = bench::IndexBytes(film);
    line["clipsMiB"] = share.own >> 20;
    line["indexKiB"] = index >> 10;
    line["readRatio"] = static_cast<double>(ours.read_bytes) / static_cast<double>(share.own);
    line["readRatioWithLead"] = static_cast<double>(ours.read_bytes) / static_cast<double>(share.own + share.lead);
    line["readRatioWithLeadAndIndex"] =
        static_cast<double>(ours.read_bytes) / static_cast<double>(share.own + share.lead + index);
  }
  if (!with_reference) return line;
  const test::TempDir out;
  const Cost theirs = bench::MakeTheirs(job, film, seconds, out.path());
  line["ffmpeg"] = ToJson(theirs);
  line["cpuRatio"] = ours.cost.cpu_seconds / theirs.cpu_seconds;
  line["wallRatio"] = ours.cost.wall_seconds / theirs.wall_seconds;
  line["memoryRatio"] = static_cast<double>(ours.cost.peak_bytes) / static_cast<double>(theirs.peak_bytes);
  return line;
}

void Print(const Json& line) {
  std::printf("%s\n", base::DumpJson(line).c_str());
  std::fflush(stdout);
}

void RunAll(const Arguments& arguments) {
  const fs::path folder = fs::path(CLIPBOX_BENCH_FOLDER) / "bench_films";
  const double seconds = WholeParts(arguments.seconds);
  const fs::path film = bench::FindOrMake(folder, {.seconds = seconds});
  for (const Job job : arguments.jobs) Print(Compare(job, film, seconds, true));
  for (const double wanted : arguments.growth) {
    const double length = WholeParts(wanted);
    const fs::path grown =
        bench::FindOrMake(folder, {.seconds = length, .width = 1280, .height = 720, .bits_per_second = 1'500'000});
    Print(Compare(Job::kOneClip, grown, length, false));
    Print(Compare(Job::kStoryboard, grown, length, true));
  }
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc == 5 && std::string(argv[1]) == "--ours") {
    bench::MakeOurs(bench::JobFromText(argv[2]), argv[3], argv[4]);
  } else {
    RunAll(Parse(argc, argv));
  }
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench_media: %s\n", error.what());
  return 1;
}
