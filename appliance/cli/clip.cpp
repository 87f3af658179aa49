// `clipbox clip`: the media pipeline alone, on a file or a URL; no server, no database.
#include <CLI/CLI.hpp>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <memory>
#include <thread>

#include "base/error.h"
#include "cli/clip_arguments.h"
#include "cli/clip_time.h"
#include "cli/command.h"
#include "cli/media_source.h"
#include "cli/room_settings.h"
#include "cli/sidecar.h"
#include "cli/time_guard.h"
#include "crypto/sha256.h"
#include "jobs/presets.h"
#include "media/plan_facts.h"
#include "media/probe.h"
#include "media/run.h"
#include "work/captions.h"

namespace clipbox::cli {
namespace {

constexpr std::chrono::seconds kPatience{35};
// Opening takes at most 20 s; what is left is for the outputs.
constexpr std::chrono::seconds kMostForScenes{15};
// From the deadline of the outputs to the end by force: for the frame at hand and for closing the files.
constexpr std::chrono::seconds kGrace{8};

struct Options {
  std::string source;
  std::string out_dir;
  std::string recipe_file;
  std::string preset;
  std::vector<std::string> clips;
  bool plan = false;
  bool json = false;
};

// A bar that is drawn over on a terminal, a line at each quarter elsewhere.
class ProgressLine {
 public:
  void Show(const std::string& what, double fraction) {
    const int percent = static_cast<int>(fraction * 100);
    if (what == last_what_ && percent / step_ == last_percent_ / step_) return;
    last_what_ = what;
    last_percent_ = percent;
    if (!terminal_) {
      std::cerr << what << ": " << percent << " %\n";
      return;
    }
    const auto filled = static_cast<std::size_t>(percent * 30 / 100);
    std::cerr << "\r\033[K[" << std::string(filled, '#') << std::string(30 - filled, '.') << "] " << percent << " % " << what << std::flush;
  }
  void Clear() const {
    if (terminal_) std::cerr << "\r\033[K" << std::flush;
  }

 private:
  const bool terminal_ = ::isatty(STDERR_FILENO) == 1;
  const int step_ = terminal_ ? 1 : 25;
  std::string last_what_;
  int last_percent_ = -100;
};

void PrintMade(const media::Made& made, bool json) {
  const auto size = std::filesystem::file_size(made.path);
  if (!json) {
    std::cout << made.path.string() << "  " << jobs::ToText(made.type) << (made.label.empty() ? "" : " \"" + made.label + "\"") << ", "
              << size << " bytes\n";
    return;
  }
  std::cout << base::DumpJson({{"type", jobs::ToText(made.type)},
                               {"label", made.label},
                               {"start", base::OrNull(made.start)},
                               {"end", base::OrNull(made.end)},
                               {"durationSeconds", base::OrNull(made.duration_seconds)},
                               {"width", base::OrNull(made.width)},
                               {"height", base::OrNull(made.height)},
                               {"sizeBytes", size},
                               {"contentType", made.content_type},
                               {"sha256", crypto::Sha256HexOfFile(made.path)},
                               {"method", jobs::ToText(made.method)},
                               {"reason", base::OrNull(made.reason)},
                               {"path", made.path.string()}})
            << std::endl;
}

void PrintFailed(const media::FailedOutput& failed, bool json) {
  if (json) {
    std::cout << base::DumpJson({{"type", jobs::ToText(failed.type)},
                                 {"label", failed.label},
                                 {"error", {{"code", base::ToText(failed.code)}, {"message", failed.message}}}})
              << std::endl;
  }
  std::cerr << "clipbox: no " << jobs::ToText(failed.type) << (failed.label.empty() ? "" : " of \"" + failed.label + "\"") << ": "
            << failed.message << "\n";
}

void PrintPlan(const media::Plan& plan, const jobs::Recipe& recipe, const media::SourceInfo& info, const media::PlanFacts& facts, bool json) {
  for (const media::PlanItem& item : media::EstimatePlan(plan, recipe, info, facts)) {
    if (json) {
      std::cout << base::DumpJson(media::ToJson(item)) << "\n";
      continue;
    }
    std::cout << jobs::ToText(item.type) << (item.label.empty() ? "" : " \"" + item.label + "\"") << ": " << jobs::ToText(item.method)
              << (item.reason ? " (" + *item.reason + ")" : "") << ", reads " << item.read_bytes << " bytes, decodes " << item.decode_frames
              << " and encodes " << item.encode_frames << " frames, about " << item.expected_bytes << " bytes in "
              << std::llround(item.expected_seconds + 0.5) << " s\n";
  }
  for (const media::FailedOutput& failed : plan.failed) PrintFailed(failed, json);
}

// True where at least one output was made.
bool MakeAll(base::ByteSource& source, const media::SourceInfo& info, const media::Plan& plan, const jobs::Recipe& recipe,
             media::RunSettings settings, const Options& options, TimeGuard& guard, TimeGuard::Clock::time_point end) {
  ProgressLine progress;
  bool any = false;
  // Captions from speech need a server's patience.
  net::HttpClient client;
  const speech::Transcriber deaf(client, {});
  const work::CaptionChoice captions = work::ChooseCaptions(recipe.captions.from, FindSidecar(options.source), info, deaf);
  for (const media::FailedOutput& failed : plan.failed) PrintFailed(failed, options.json);
  for (const media::Span& span : plan.spans) {
    const std::string what = span.clip ? span.clip->label : "whole video";
    media::RunCallbacks callbacks;
    callbacks.progress = [&](double fraction) {
      guard.Progress();
      progress.Show(what, fraction);
    };
    settings.deadline.most = std::max(std::chrono::milliseconds(0), std::chrono::ceil<std::chrono::milliseconds>(end - TimeGuard::Clock::now()));
    const work::CaptionTools tools{.source = source, .info = info, .limits = settings.limits, .transcriber = deaf, .stop = {}};
    const media::SpanResult result = work::MakeWithCaptions(span, recipe, captions, tools, options.out_dir, settings, callbacks);
    progress.Clear();
    for (const media::Made& made : result.made) PrintMade(made, options.json);
    for (const media::FailedOutput& failed : result.failed) PrintFailed(failed, options.json);
    any = any || !result.made.empty();
  }
  return any;
}

std::string PresetNames() {
  std::string names;
  for (const jobs::Preset& preset : jobs::Presets()) names += (names.empty() ? "" : ", ") + preset.name;
  return names;
}

void RefuseWrongUsage(const Options& options) {
  if (options.out_dir.empty() && !options.plan) {
    throw base::Error(base::ErrorCode::kConfiguration, "-o DIR is missing: name the directory for what is made");
  }
}

int Run(const Options& options, const Invocation& invocation) {
  RefuseWrongUsage(options);
  const jobs::Recipe recipe = RecipeFromArguments(options.recipe_file, options.preset, options.clips);
  const config::Settings configured = LoadSettingsWithoutDirectory(invocation).settings;
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  const media::RunSettings settings{std::max(1, configured.media.workers > 0 ? configured.media.workers : cores), LimitsOf(configured.media), DeadlineOf(configured.media)};
  const TimeGuard::Clock::time_point begun = TimeGuard::Clock::now();
  TimeGuard guard(kPatience, begun + kLeastClipTime + kGrace);
  const MediaSource source(options.source);
  const media::SourceInfo info = media::Probe(source.bytes(), settings.limits, {});
  guard.Progress();
  std::vector<media::SceneChange> scenes;
  if (media::NeedsSceneChanges(recipe, info, {})) {
    scenes = media::FindSceneChanges(source.bytes(), info, settings.limits,
                                     {.most = kMostForScenes, .threads = settings.threads, .progress = [&](double) { guard.Progress(); }});
  }
  const media::Plan plan = media::MakePlan(recipe, info, {}, scenes);
  if (options.plan) {
    media::PlanFacts facts = media::ReadPlanFacts(source.bytes(), plan, recipe, info, settings.limits, {});
    facts.machine = media::MeasureMachine();
    PrintPlan(plan, recipe, info, facts, options.json);
    return kExitDone;
  }
  std::filesystem::create_directories(options.out_dir);
  const TimeGuard::Clock::time_point end = begun + ClipTime(plan, recipe, info);
  guard.MoveEnd(end + kGrace);
  const bool any = MakeAll(source.bytes(), info, plan, recipe, settings, options, guard, end);
  const media::BlockCache::Counts reads = source.TakeCounts();
  std::cerr << "read " << reads.bytes << " bytes of " << source.bytes().size() << " in " << reads.requests << " requests\n";
  if (any) return kExitDone;
  throw base::Error(base::ErrorCode::kNothingMade, plan.spans.empty() && plan.failed.empty()
                                                       ? "nothing was made: the recipe asks for nothing"
                                                       : "nothing was made: " + (plan.failed.empty() ? "every output failed" : plan.failed.front().message));
}

}  // namespace

void RegisterClip(CLI::App& app, Invocation& invocation) {
  const auto options = std::make_shared<Options>();
  CLI::App& command = AddCommand(app, invocation, "clip", "the media pipeline alone, on a file or an http(s) URL",
                                 [options, &invocation] { return Run(*options, invocation); });
  command.add_option("source", options->source, "the film: a file or an http(s) URL")->required();
  command.add_option("-o,--out", options->out_dir, "directory for what is made; made where it is missing");
  command.add_option("--recipe", options->recipe_file, "JSON file that says what to make");
  command.add_option("--preset", options->preset, "a recipe with a name: " + PresetNames());
  command.add_option("--clip", options->clips, "a range, as 0:10-0:25; may be given again");
  command.add_flag("--plan", options->plan, "say what would be made and what it costs, make nothing");
  command.add_flag("--json", options->json, "one JSON object a line on standard output");
  AddSettingsOptions(command, invocation);
}

}  // namespace clipbox::cli
