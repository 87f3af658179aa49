#include "bench/media/reference_job.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <map>
#include <thread>

#include "base/error.h"
#include "base/files.h"
#include "base/json.h"
#include "media/plan/plan.h"
#include "media/source/block_cache.h"
#include "media/source/probe.h"
#include "media/span/run.h"

namespace clipbox::bench {
namespace {

namespace fs = std::filesystem;
using jobs::ArtifactType;

constexpr double kClipSeconds = 20;
constexpr int kClips = 5;
constexpr int kGifs = 2;

const std::map<Job, std::string> kNames = {{Job::kExact, "exact"},
                                           {Job::kSmart, "smart"},
                                           {Job::kStoryboard, "storyboard"},
                                           {Job::kOneClip, "one_smart_clip"}};

jobs::Recipe RecipeOf(Job job, double film_seconds) {
  jobs::Recipe recipe;
  recipe.clips.emplace();
  for (const Range& range : ClipsOf(job, film_seconds)) recipe.clips->push_back({range.start, range.end, ""});
  recipe.mp4.cut = job == Job::kExact ? jobs::Cut::kExact : jobs::Cut::kSmart;
  recipe.outputs = {jobs::Output::kStoryboard};
  if (job == Job::kOneClip) recipe.outputs = {jobs::Output::kMp4};
  if (job == Job::kExact || job == Job::kSmart) {
    recipe.outputs = {jobs::Output::kMp4, jobs::Output::kGif, jobs::Output::kPoster, jobs::Output::kStoryboard};
  }
  return recipe;
}

// The recipe makes every output of every clip; the job wants two GIFs and one poster.
std::vector<media::Span> SpansOf(const jobs::Recipe& recipe, const media::SourceInfo& info) {
  std::vector<media::Span> spans = media::MakePlan(recipe, info, {}, {}).spans;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (!spans[i].clip) continue;
    std::erase_if(spans[i].outputs, [i](ArtifactType type) {
      return type == ArtifactType::kPoster || (type == ArtifactType::kGif && i >= kGifs);
    });
  }
  return spans;
}

void MakeSpans(base::ByteSource& source, const media::SourceInfo& info, const jobs::Recipe& recipe,
               const fs::path& out_dir) {
  const std::vector<media::Span> spans = SpansOf(recipe, info);
  std::atomic<std::size_t> next = 0;
  const auto cores = std::max(1U, std::thread::hardware_concurrency());
  const auto workers = static_cast<unsigned>(std::min<std::size_t>(cores, spans.size()));
  media::RunSettings settings;
  settings.threads = static_cast<int>(std::max(1U, cores / workers));
  const auto work = [&] {
    for (std::size_t i = next++; i < spans.size(); i = next++) {
      for (const media::Shortfall& failed :
           media::RunSpan(source, info, spans[i], recipe, out_dir, settings, {}).failed) {
        std::fprintf(stderr, "not made: %s: %s\n", std::string(jobs::ToText(failed.type)).c_str(),
                     failed.message.c_str());
      }
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < workers; ++i) threads.emplace_back(work);
}

using Command = std::vector<std::string>;

Command Ffmpeg(const std::vector<Command>& parts) {
  Command command = {"ffmpeg", "-v", "error", "-nostdin", "-y"};
  for (const Command& part : parts) command.insert(command.end(), part.begin(), part.end());
  return command;
}

std::vector<Command> CommandsFor(Job job, const fs::path& film, double film_seconds, const fs::path& out_dir) {
  const Command in = {"-i", film.string()};
  const auto out = [&](const std::string& name) { return Command{(out_dir / name).string()}; };
  const auto seek = [&](double start, double length) {
    return Command{"-ss", std::to_string(start), "-t", std::to_string(length)};
  };
  std::vector<Command> commands;
  if (job != Job::kStoryboard) {
    int number = 0;
    for (const Range& range : ClipsOf(job, film_seconds)) {
      const std::string name = std::to_string(number++);
      // Our preset and quality: the reference is no slower one.
      commands.push_back(
          Ffmpeg({seek(range.start, kClipSeconds),
                  in,
                  {"-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-c:a", "aac", "-movflags", "+faststart"},
                  out(name + ".mp4")}));
      if (number > kGifs || job == Job::kOneClip) continue;
      commands.push_back(
          Ffmpeg({seek(range.start, 6),
                  in,
                  {"-vf", "fps=12,scale=480:-2:flags=lanczos,split[a][b];[a]palettegen[p];[b][p]paletteuse"},
                  out(name + ".gif")}));
    }
  }
  if (job == Job::kOneClip) return commands;
  if (job != Job::kStoryboard)
    commands.push_back(
        Ffmpeg({seek(film_seconds / 2, 2), in, {"-vf", "thumbnail=30", "-frames:v", "1"}, out("poster.jpg")}));
  const int rows = static_cast<int>(film_seconds / 100) + 1;
  commands.push_back(Ffmpeg({{"-skip_frame", "nokey"},
                             in,
                             {"-an", "-vf", "fps=1/10,scale=160:-2,tile=10x" + std::to_string(rows), "-frames:v", "1"},
                             out("storyboard.jpg")}));
  return commands;
}

}  // namespace

std::string ToText(Job job) { return kNames.at(job); }

Job JobFromText(const std::string& text) {
  for (const auto& [job, name] : kNames) {
    if (name == text) return job;
  }
  throw base::Error(base::ErrorCode::kConfiguration, "no such job: " + text);
}

std::vector<Range> ClipsOf(Job job, double film_seconds) {
  if (job == Job::kStoryboard) return {};
  const int count = job == Job::kOneClip ? 1 : kClips;
  const double room = film_seconds / count;
  std::vector<Range> clips;
  for (int i = 0; i < count; ++i) {
    const double start = i * room + std::max(0.0, room - kClipSeconds) / 2 + 0.4;
    clips.push_back({start, start + kClipSeconds});
  }
  return clips;
}

void MakeOurs(Job job, const fs::path& film, const fs::path& out_dir) {
  media::BlockCache source(std::make_unique<base::FileSource>(film));
  const media::SourceInfo info = media::Probe(source, {}, {});
  MakeSpans(source, info, RecipeOf(job, info.duration_seconds), out_dir);
  const media::BlockCache::Counts counts = source.TakeCounts();
  std::printf("%s\n", base::DumpJson({{"readBytes", counts.bytes}, {"requests", counts.requests}}).c_str());
}

Cost MakeTheirs(Job job, const fs::path& film, double film_seconds, const fs::path& out_dir) {
  Cost all;
  for (const Command& command : CommandsFor(job, film, film_seconds, out_dir)) all = all + RunMeasured(command);
  return all;
}

}  // namespace clipbox::bench
