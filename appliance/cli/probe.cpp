// `clipbox probe`: what the pipeline sees in a file or at a URL.
#include "media/source/probe.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/local/media_source.h"
#include "cli/local/time_guard.h"
#include "jobs/job_json.h"
#include "media/look/suggestions.h"
#include "serve/room_settings.h"

namespace clipbox::cli {
namespace {

using base::Json;

constexpr std::chrono::seconds kProbePatience{45};
constexpr std::size_t kMaxKeyFrames = 100'000;

struct ProbeOptions {
  std::string source;
  bool suggest = false;
  bool json = false;
};

void PrintVideo(const media::VideoStream& video) {
  std::cout << "video: " << video.codec << ", " << video.width << "×" << video.height << " as coded, "
            << video.frame_rate << " frames/s, " << video.bit_depth << " bits";
  if (video.rotation != 0) std::cout << ", to be turned " << video.rotation << "° clockwise";
  if (video.hdr) std::cout << ", HDR";
  std::cout << "\n";
}

void PrintText(const media::SourceInfo& info, const std::vector<double>& key_frames) {
  std::cout << "container: " << info.container << ", " << info.size_bytes << " bytes\n"
            << "duration: " << base::PositionText(info.duration_seconds) << "\n";
  if (info.video) PrintVideo(*info.video);
  if (info.audio) {
    std::cout << "audio: " << info.audio->codec << ", " << info.audio->sample_rate << " Hz, " << info.audio->channels
              << " channels\n";
  }
  for (const media::StreamLine& line : info.streams) {
    if (!line.note.empty())
      std::cout << "stream " << line.index << ": " << line.kind << " " << line.codec << ", not used: " << line.note
                << "\n";
  }
  for (const jobs::Chapter& chapter : info.chapters) {
    std::cout << "chapter " << base::PositionText(chapter.start) << " " << chapter.title << "\n";
  }
  std::cout << "key frames in the index: " << key_frames.size() << "\n";
}

// As `GET /jobs/{id}/suggestions` has it.
Json SuggestionsJson(const media::SourceInfo& info, const media::Suggestions& suggestions) {
  Json scenes = Json::array();
  for (const media::SceneChange& scene : suggestions.scenes) scenes.push_back(scene.position);
  return {{"chapters", media::ToJson(info).at("chapters")},
          {"scenes", std::move(scenes)},
          {"silences", jobs::ToJson(suggestions.silences)},
          {"loud", jobs::ToJson(suggestions.loud)},
          {"keyFrames", suggestions.key_frames}};
}

void PrintStretches(const char* what, const std::vector<base::TimeRange>& stretches) {
  for (const base::TimeRange& each : stretches) {
    std::cout << what << " " << base::PositionText(each.start) << "-" << base::PositionText(each.end) << "\n";
  }
}

void PrintSuggestions(const media::Suggestions& suggestions) {
  for (const media::SceneChange& scene : suggestions.scenes)
    std::cout << "scene " << base::PositionText(scene.position) << "\n";
  PrintStretches("silence", suggestions.silences);
  PrintStretches("loud", suggestions.loud);
}

media::Suggestions Suggest(const MediaSource& source, const media::SourceInfo& info,
                           const config::Settings::Media& settings, WorkClock& clock, TimeGuard& guard) {
  const std::chrono::seconds most = media::MostForLooking(info);
  guard.MoveEnd(clock.Now() + most + kProbePatience);
  int quarter = 0;
  const media::LookRequest look{.most = most, .threads = settings.workers, .progress = [&](double fraction) {
                                  guard.Progress();
                                  if (fraction * 4 < quarter + 1) return;
                                  quarter = static_cast<int>(fraction * 4);
                                  std::cerr << "looking over the film: " << quarter * 25 << " %\n";
                                }};
  return media::MakeSuggestions(source.bytes(), info, serve::LimitsOf(settings), look);
}

int Run(const ProbeOptions& options, const Invocation& invocation) {
  const config::Settings::Media settings = LoadSettingsWithoutDirectory(invocation).settings.media;
  const media::Limits limits = serve::LimitsOf(settings);
  WorkClock clock;
  TimeGuard guard(clock, {.patience = kProbePatience, .end = clock.Now() + kProbePatience});
  const MediaSource source(options.source, {});
  const media::SourceInfo info = media::Probe(source.bytes(), limits, {});
  const std::vector<double> key_frames = media::KeyFramePositions(source.bytes(), info, limits, kMaxKeyFrames, {});
  std::optional<media::Suggestions> suggestions;
  if (options.suggest) suggestions = Suggest(source, info, settings, clock, guard);
  if (!options.json) {
    PrintText(info, key_frames);
    if (suggestions) PrintSuggestions(*suggestions);
    return kExitDone;
  }
  Json json = media::ToJson(info);
  json["keyFrames"] = key_frames;
  if (suggestions) json["suggestions"] = SuggestionsJson(info, *suggestions);
  std::cout << base::DumpJson(json) << "\n";
  return kExitDone;
}

}  // namespace

void RegisterProbe(CLI::App& app, Invocation& invocation) {
  const auto options = std::make_shared<ProbeOptions>();
  CLI::App& command = AddCommand(app, invocation, "probe", "what the pipeline sees in a file or at an http(s) URL",
                                 [options, &invocation] { return Run(*options, invocation); });
  command.add_option("source", options->source, "the film: a file or an http(s) URL")->required();
  command.add_flag("--suggest", options->suggest,
                   "also what it proposes for clips: scene changes, silences, loud stretches");
  command.add_flag("--json", options->json, "as one JSON object");
  AddSettingsOptions(command, invocation);
}

}  // namespace clipbox::cli
