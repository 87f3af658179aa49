#include "media/look/suggestions.h"

#include <algorithm>

#include "av/input.h"
#include "av/time.h"
#include "base/error.h"
#include "media/source/probe.h"
#include "media/source/stretch_reader.h"

namespace clipbox::media {
namespace {

using base::Json;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kMaxKeyFrames = 20'000;

// Reads the whole film once; hands its sound to `levels`, and its pictures to `detector` where there is one.
void ReadAll(base::ByteSource& source, const SourceInfo& info, const Limits& limits, const LookRequest& look,
             double share, SoundLevels& levels, SceneDetector* detector) {
  const Clock::time_point end = Clock::now() + look.most;
  av::Input input(source, {look.stop, limits.max_streams, limits.open_deadline});
  Thumbnailer thumbnailer;
  StretchCallbacks callbacks;
  callbacks.picture = [&](const av::Frame& picture) {
    const AVRational tick{info.video->tick.num, info.video->tick.den};
    detector->Feed(av::ToSeconds(picture->pts, tick), thumbnailer.Shrink(picture));
  };
  callbacks.sound = [&](const av::Frame& sound) { levels.Feed(*sound); };
  callbacks.go_on = [&](double fraction) {
    if (look.stop.stop_requested())
      throw base::Error(base::ErrorCode::kCancelled, "looking over the film was cancelled");
    if (look.progress) look.progress(share * fraction);
    return Clock::now() < end;
  };
  const StretchRequest request{.range = {0, info.duration_seconds + 1},
                               .pictures = detector != nullptr,
                               .sound = info.audio.has_value(),
                               .threads = look.threads};
  StretchReader(input, info, limits, request, callbacks).Run();
  if (detector != nullptr) detector->Finish();
}

// The reader fills up what is missing behind the end with silence.
std::vector<float> Within(std::vector<float> levels, double seconds) {
  const auto most = static_cast<std::size_t>(seconds / SoundLevels::kSeconds);
  if (levels.size() > most) levels.resize(most);
  return levels;
}

Json ToJson(const std::vector<base::TimeRange>& stretches) {
  Json list = Json::array();
  for (const base::TimeRange& each : stretches) list.push_back({each.start, each.end});
  return list;
}

std::vector<base::TimeRange> StretchesFromJson(const Json& json) {
  std::vector<base::TimeRange> stretches;
  for (const Json& each : json) stretches.push_back({each.at(0), each.at(1)});
  return stretches;
}

}  // namespace

Suggestions MakeSuggestions(base::ByteSource& source, const SourceInfo& info, const Limits& limits,
                            const LookRequest& request, const std::vector<SceneChange>* known) {
  const Clock::time_point end = Clock::now() + request.most;
  Suggestions made;
  SoundLevels levels;
  const bool one_pass = known == nullptr && info.audio && LooksAtEveryFrame(info, request);
  SceneDetector detector;
  if (info.audio) ReadAll(source, info, limits, request, one_pass ? 1 : 0.5, levels, one_pass ? &detector : nullptr);
  const std::vector<float> heard = Within(levels.levels(), info.duration_seconds);
  made.silences = FindSilences(heard);
  made.loud = FindLoud(heard);
  if (one_pass) {
    made.scenes = detector.cuts();
  } else if (known != nullptr) {
    made.scenes = *known;
  } else {
    LookRequest rest = request;
    rest.most = std::max(std::chrono::milliseconds(0),
                         std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()));
    rest.progress = [&](double fraction) {
      if (request.progress) request.progress(0.5 + 0.5 * fraction);
    };
    made.scenes = FindSceneChanges(source, info, limits, rest);
  }
  made.key_frames = KeyFramePositions(source, info, limits, kMaxKeyFrames, request.stop);
  return made;
}

Json ToJson(const Suggestions& suggestions) {
  Json scenes = Json::array();
  for (const SceneChange& scene : suggestions.scenes) scenes.push_back({scene.position, scene.strength});
  return {{"scenes", std::move(scenes)},
          {"silences", ToJson(suggestions.silences)},
          {"loud", ToJson(suggestions.loud)},
          {"keyFrames", suggestions.key_frames}};
}

Suggestions SuggestionsFromJson(const Json& json) {
  Suggestions suggestions;
  for (const Json& scene : json.at("scenes"))
    suggestions.scenes.push_back({.position = scene.at(0), .strength = scene.at(1)});
  suggestions.silences = StretchesFromJson(json.at("silences"));
  suggestions.loud = StretchesFromJson(json.at("loud"));
  suggestions.key_frames = json.at("keyFrames").get<std::vector<double>>();
  return suggestions;
}

}  // namespace clipbox::media
