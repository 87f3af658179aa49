// `clipbox clip`: the media pipeline alone, on a file or a URL; no server, no database.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <thread>

#include "base/error.h"
#include "cli/clip_arguments.h"
#include "cli/command.h"
#include "cli/local/clip_report.h"
#include "cli/local/clip_time.h"
#include "cli/local/media_source.h"
#include "cli/local/output_folder.h"
#include "cli/local/progress_line.h"
#include "cli/local/sidecar.h"
#include "cli/local/time_guard.h"
#include "jobs/presets.h"
#include "media/plan/plan_facts.h"
#include "media/source/probe.h"
#include "media/span/run.h"
#include "serve/room_settings.h"
#include "serve/stop_signals.h"
#include "work/tasks/artifact_key.h"
#include "work/tasks/captions.h"

namespace clipbox::cli {
namespace {

constexpr std::chrono::seconds kClipPatience{35};
// Opening takes at most 20 s; what is left is for the outputs.
constexpr std::chrono::seconds kMaxForScenes{15};
// From the deadline of the outputs to the end by force: for the frame at hand and for closing the files.
constexpr std::chrono::seconds kGrace{8};

struct ClipOptions {
  std::string source;
  std::string out_dir;
  std::string recipe_file;
  std::string preset;
  std::vector<std::string> clips;
  bool plan = false;
  bool json = false;
};

void PrintPlan(const media::Plan& plan, const jobs::Recipe& recipe, const media::SourceInfo& info,
               const media::PlanFacts& facts, bool json) {
  for (const jobs::PlanItem& item : media::EstimatePlan(plan, recipe, info, facts)) {
    base::Json warnings = TellLacking(plan.lacking, item.type, item.label);
    if (json) {
      base::Json line = jobs::ToJson(item);
      line["warnings"] = std::move(warnings);
      std::cout << base::DumpJson(line) << "\n";
      continue;
    }
    std::cout << jobs::ToText(item.type) << (item.label.empty() ? "" : " \"" + item.label + "\"") << ": "
              << jobs::ToText(item.method) << (item.reason ? " (" + *item.reason + ")" : "") << ", reads "
              << item.read_bytes << " bytes, decodes " << item.decode_frames << " and encodes " << item.encode_frames
              << " frames, about " << item.expected_bytes << " bytes in " << std::llround(item.expected_seconds + 0.5)
              << " s\n";
  }
  ClipReport(plan, json).Refused();
}

// What may not be replaced by what is made of it. A URL names no file.
std::vector<std::filesystem::path> InputsOf(const ClipOptions& options) {
  std::vector<std::filesystem::path> inputs = SidecarPaths(options.source);
  inputs.insert(inputs.end(), {options.source, options.recipe_file});
  return inputs;
}

// Outputs that would lie where an input lies become refused ones, before any work is done for them.
void RefuseInputs(media::Plan& plan, const jobs::Recipe& recipe, const ClipOptions& options) {
  for (media::Span& span : plan.spans) {
    std::erase_if(span.outputs, [&](jobs::ArtifactType type) {
      const std::filesystem::path place =
          options.out_dir / std::filesystem::path(work::ArtifactFileName(span, type, recipe));
      if (!IsOneOf(place, InputsOf(options))) return false;
      plan.failed.push_back(
          media::ShortfallOf(span, type, base::ErrorCode::kConfiguration, WouldReplaceInput(place.string())));
      return true;
    });
  }
  std::erase_if(plan.spans, [](const media::Span& span) { return span.outputs.empty(); });
}

// What the run of a command has in hand.
struct Session {
  const ClipOptions& options;
  const serve::StopOnSignal& stop;
  WorkClock clock{};
  base::Monotonic begun = clock.Now();
};

struct Work {
  base::ByteSource& source;
  const media::SourceInfo& info;
  const media::Plan& plan;
  const jobs::Recipe& recipe;
  media::RunSettings settings;
};

void KeepMade(const OutputFolder& folder, const media::SpanResult& result, ClipReport& report) {
  for (media::Made made : result.made) {
    try {
      made.path = folder.Keep(made.path);
      report.Made(made);
    } catch (const base::Error& error) {
      report.Failed({made.type, made.label, error.code(), folder.Explain(error).what()});
    }
  }
  for (media::Shortfall failed : result.failed) {
    failed.message = folder.Named(failed.message);
    report.Failed(failed);
  }
  report.NextSpan();
}

// Throws: what RunSpan throws; what was made before lies at its place.
void MakeAll(const Session& session, Work work, base::Monotonic end, const OutputFolder& folder, ClipReport& report,
             TimeGuard& guard) {
  ProgressLine progress;
  // Captions from speech need a server's patience.
  net::HttpClient client;
  const speech::Transcriber deaf(client, {});
  const work::CaptionChoice captions =
      work::ChooseCaptions(work.recipe.captions.from, FindSidecar(session.options.source), work.info, deaf);
  report.Refused();
  for (const media::Span& span : work.plan.spans) {
    const std::string what = span.clip ? span.clip->label : "whole video";
    media::RunCallbacks callbacks;
    callbacks.stop = session.stop.token();
    callbacks.progress = [&](double fraction) {
      guard.Progress();
      progress.Show(what, fraction);
    };
    callbacks.goes_on = [&] { guard.Progress(); };
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - work.settings.deadline.now());
    work.settings.deadline.most = std::max(std::chrono::milliseconds(0), left);
    const work::CaptionTools tools{.source = work.source,
                                   .info = work.info,
                                   .limits = work.settings.limits,
                                   .transcriber = deaf,
                                   .stop = session.stop.token()};
    const media::SpanResult result = work::MakeWithCaptions(span, media::RecipeFor(span, work.recipe), captions, tools,
                                                            folder.workplace(), work.settings, callbacks);
    progress.Clear();
    KeepMade(folder, result, report);
  }
}

// Ends as MakeAll does, or without a thrown error where that left something made. The guard's last act is what this
// does when it cannot return.
bool MakeWhatCanBe(Session& session, const Work& work, std::chrono::milliseconds clip_time) {
  const base::Monotonic end = session.begun + clip_time;
  const OutputFolder folder(session.options.out_dir, InputsOf(session.options));
  ClipReport report(work.plan, session.options.json);
  const auto last_act = [&](const std::string& why) {
    folder.Remove();
    const int signal = session.stop.signal();
    report.FailRest(signal != 0 ? base::ErrorCode::kCancelled : base::ErrorCode::kTimeout, why);
    if (signal != 0) return kExitSignal + signal;
    return report.any_made() ? kExitDone : kExitFailed;
  };
  TimeGuard guard(session.clock,
                  {.patience = kClipPatience,
                   .end = end + kGrace,
                   .stop = session.stop.token(),
                   .most_watched = MostOnTheWall(clip_time)},
                  last_act);
  try {
    MakeAll(session, work, end, folder, report, guard);
  } catch (const std::exception& error) {
    const base::Error why = folder.Explain(error);
    report.FailRest(why.code(), why.what());
    if (session.stop.signal() != 0 || !report.any_made()) throw why;
  }
  return report.any_made();
}

std::string PresetNames() {
  std::string names;
  for (const jobs::Preset& preset : jobs::Presets()) names += (names.empty() ? "" : ", ") + preset.name;
  return names;
}

void RefuseWrongUsage(const ClipOptions& options) {
  if (options.out_dir.empty() && !options.plan) {
    throw base::Error(base::ErrorCode::kConfiguration, "-o DIR is missing: name the directory for what is made");
  }
}

std::vector<media::SceneChange> FindScenes(const Session& session, base::ByteSource& source,
                                           const media::SourceInfo& info, const media::RunSettings& settings,
                                           TimeGuard& guard) {
  return media::FindSceneChanges(
      source, info, settings.limits,
      {.most = kMaxForScenes, .threads = settings.threads, .stop = session.stop.token(), .progress = [&](double) {
         guard.Progress();
       }});
}

int RunUntilStopped(Session& session, const Invocation& invocation) {
  const ClipOptions& options = session.options;
  const jobs::Recipe recipe = RecipeFromArguments(options.recipe_file, options.preset, options.clips);
  const config::Settings configured = LoadSettingsWithoutDirectory(invocation).settings;
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  media::RunSettings settings{std::max(1, configured.media.workers > 0 ? configured.media.workers : cores),
                              serve::LimitsOf(configured.media), serve::DeadlineOf(configured.media)};
  settings.deadline.now = [&session] { return session.clock.Now(); };
  std::optional<TimeGuard> guard(std::in_place, session.clock,
                                 TimeGuard::Limits{kClipPatience, session.begun + kMinClipTime + kGrace,
                                                   session.stop.token(), MostOnTheWall(kMinClipTime)});
  const MediaSource source(options.source, session.stop.token());
  const media::SourceInfo info = media::Probe(source.bytes(), settings.limits, session.stop.token());
  guard->Progress();
  std::vector<media::SceneChange> scenes;
  if (media::NeedsSceneChanges(recipe, info, {})) scenes = FindScenes(session, source.bytes(), info, settings, *guard);
  media::Plan plan = media::MakePlan(recipe, info, {}, scenes);
  RefuseInputs(plan, recipe, options);
  if (options.plan) {
    media::PlanFacts facts =
        media::ReadPlanFacts(source.bytes(), plan, recipe, info, settings.limits, session.stop.token());
    facts.machine = media::MeasureMachine();
    PrintPlan(plan, recipe, info, facts, options.json);
    return kExitDone;
  }
  guard.reset();
  const bool any = MakeWhatCanBe(session, {source.bytes(), info, plan, recipe, settings}, ClipTime(plan, recipe, info));
  const media::BlockCache::Counts reads = source.TakeCounts();
  std::cerr << "read " << reads.bytes << " bytes of " << source.bytes().size() << " in " << reads.requests
            << " requests\n";
  if (any) return kExitDone;
  throw base::Error(
      base::ErrorCode::kNothingMade,
      plan.spans.empty() && plan.failed.empty()
          ? "nothing was made: the recipe asks for nothing"
          : "nothing was made: " + (plan.failed.empty() ? "every output failed" : plan.failed.front().message));
}

int Run(const ClipOptions& options, const Invocation& invocation) {
  RefuseWrongUsage(options);
  const serve::StopOnSignal stop;
  Session session{.options = options, .stop = stop};
  try {
    return RunUntilStopped(session, invocation);
  } catch (const base::Error&) {
    if (stop.signal() == 0) throw;
    std::cerr << "clipbox: stopped by SIG" << sigabbrev_np(stop.signal()) << "; what was finished before is kept\n";
    return kExitSignal + stop.signal();
  }
}

}  // namespace

void RegisterClip(CLI::App& app, Invocation& invocation) {
  const auto options = std::make_shared<ClipOptions>();
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
