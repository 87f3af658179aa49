// `clipbox probe`: what the pipeline sees in a file or at a URL.
#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "base/error.h"
#include "cli/command.h"
#include "cli/media_source.h"
#include "cli/room_settings.h"
#include "cli/time_guard.h"
#include "media/clips.h"
#include "media/probe.h"

namespace clipbox::cli {
namespace {

constexpr std::chrono::seconds kPatience{45};
constexpr std::size_t kMostKeyFrames = 100'000;

struct Options {
  std::string source;
  bool suggest = false;
  bool json = false;
};

void PrintVideo(const media::VideoStream& video) {
  std::cout << "video: " << video.codec << ", " << video.width << "×" << video.height << " as coded, " << video.frame_rate
            << " frames/s, " << video.bit_depth << " bits";
  if (video.rotation != 0) std::cout << ", to be turned " << video.rotation << "° clockwise";
  if (video.hdr) std::cout << ", HDR";
  std::cout << "\n";
}

void PrintText(const media::SourceInfo& info, const std::vector<double>& key_frames) {
  std::cout << "container: " << info.container << ", " << info.size_bytes << " bytes\n"
            << "duration: " << media::PositionText(info.duration_seconds) << "\n";
  if (info.video) PrintVideo(*info.video);
  if (info.audio) {
    std::cout << "audio: " << info.audio->codec << ", " << info.audio->sample_rate << " Hz, " << info.audio->channels << " channels\n";
  }
  for (const media::StreamLine& line : info.streams) {
    if (!line.note.empty()) std::cout << "stream " << line.index << ": " << line.kind << " " << line.codec << ", not used: " << line.note << "\n";
  }
  for (const jobs::Chapter& chapter : info.chapters) {
    std::cout << "chapter " << media::PositionText(chapter.start) << " " << chapter.title << "\n";
  }
  std::cout << "key frames in the index: " << key_frames.size() << "\n";
}

int Run(const Options& options, const Invocation& invocation) {
  if (options.suggest) throw base::Error(base::ErrorCode::kConfiguration, "--suggest is not available in this version");
  const media::Limits limits = LimitsOf(LoadSettings(invocation).settings.media);
  const TimeGuard guard(kPatience, TimeGuard::Clock::now() + kPatience);
  const MediaSource source(options.source);
  const media::SourceInfo info = media::Probe(source.bytes(), limits, {});
  const std::vector<double> key_frames = media::KeyFramePositions(source.bytes(), info, limits, kMostKeyFrames, {});
  if (!options.json) {
    PrintText(info, key_frames);
    return kExitDone;
  }
  base::Json json = media::ToJson(info);
  json["keyFrames"] = key_frames;
  std::cout << base::DumpJson(json) << "\n";
  return kExitDone;
}

}  // namespace

void RegisterProbe(CLI::App& app, Invocation& invocation) {
  const auto options = std::make_shared<Options>();
  CLI::App& command = AddCommand(app, invocation, "probe", "what the pipeline sees in a file or at an http(s) URL",
                                 [options, &invocation] { return Run(*options, invocation); });
  command.add_option("source", options->source, "the film: a file or an http(s) URL")->required();
  command.add_flag("--suggest", options->suggest, "suggestions for clips (not available in this version)");
  command.add_flag("--json", options->json, "as one JSON object");
  AddSettingsOptions(command, invocation);
}

}  // namespace clipbox::cli
