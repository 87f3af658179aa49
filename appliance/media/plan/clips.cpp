#include "media/plan/clips.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/json.h"
#include "base/text.h"

namespace clipbox::media {
namespace {

constexpr double kMinSceneSeconds = 1;
constexpr double kMinClipSeconds = 0.001;
constexpr std::size_t kMaxSlug = 40;

// Down to a millisecond: a clip that begins at a frame must not begin behind it.
double DownToMillis(double seconds) { return std::floor(seconds * 1000 + 1e-6) / 1000; }

std::vector<Clip> ByHand(const std::vector<jobs::RecipeClip>& clips) {
  std::vector<Clip> result;
  for (const jobs::RecipeClip& clip : clips) result.push_back({clip, clip.end, clip.label, clip.focus});
  return result;
}

std::vector<Clip> FromChapters(const std::vector<jobs::Chapter>& chapters, const jobs::AutoClips& settings,
                               double duration) {
  std::vector<Clip> result;
  for (std::size_t i = 0; i < chapters.size() && result.size() < static_cast<std::size_t>(settings.count); ++i) {
    const double next = i + 1 < chapters.size() ? chapters[i + 1].start : duration;
    const double end = std::min({chapters[i].end.value_or(next), chapters[i].start + settings.max_seconds, duration});
    if (chapters[i].start < end) result.push_back({chapters[i].start, end, end, chapters[i].title});
  }
  return result;
}

std::vector<Clip> Even(const jobs::AutoClips& settings, double duration) {
  std::vector<Clip> result;
  const double part = duration / settings.count;
  for (int i = 0; i < settings.count; ++i) {
    const double start = DownToMillis(i * part);
    const double end = DownToMillis(std::min(start + settings.max_seconds, (i + 1) * part));
    result.push_back({start, end, end, "part " + std::to_string(i + 1)});
  }
  return result;
}

// Where scenes begin: zero and the strongest changes that leave room between them; the longest is halved until there
// are enough.
std::vector<double> SceneStarts(std::vector<SceneChange> scenes, int count, double duration) {
  std::stable_sort(scenes.begin(), scenes.end(),
                   [](const SceneChange& a, const SceneChange& b) { return a.strength > b.strength; });
  std::vector<double> starts = {0};
  for (const SceneChange& scene : scenes) {
    if (starts.size() >= static_cast<std::size_t>(count)) break;
    const bool room = scene.position <= duration - kMinSceneSeconds &&
                      std::all_of(starts.begin(), starts.end(),
                                  [&](double start) { return std::abs(start - scene.position) >= kMinSceneSeconds; });
    if (room) starts.push_back(scene.position);
  }
  std::sort(starts.begin(), starts.end());
  while (starts.size() < static_cast<std::size_t>(count)) {
    starts.push_back(duration);
    std::size_t longest = 0;
    for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
      if (starts[i + 1] - starts[i] > starts[longest + 1] - starts[longest] + 1e-9) longest = i;
    }
    starts.back() = (starts[longest] + starts[longest + 1]) / 2;
    std::sort(starts.begin(), starts.end());
  }
  return starts;
}

// Without any change of scene the parts are even, and say so.
std::vector<Clip> FromScenes(const std::vector<SceneChange>& scenes, const jobs::AutoClips& settings, double duration) {
  if (scenes.empty()) return Even(settings, duration);
  const std::vector<double> starts = SceneStarts(scenes, settings.count, duration);
  std::vector<Clip> result;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const double start = DownToMillis(starts[i]);
    const double next = i + 1 < starts.size() ? starts[i + 1] : duration;
    const double end = DownToMillis(std::min(start + settings.max_seconds, next));
    result.push_back({start, end, end, "scene " + std::to_string(i + 1)});
  }
  return result;
}

std::vector<Clip> ChapterClips(const jobs::Recipe& recipe, const SourceInfo& info,
                               const std::vector<jobs::Chapter>& description_chapters) {
  if (recipe.automatic.from.value_or(jobs::AutoFrom::kChapters) != jobs::AutoFrom::kChapters) return {};
  return FromChapters(info.chapters.empty() ? description_chapters : info.chapters, recipe.automatic,
                      info.duration_seconds);
}

// How long one picture is shown; where that is not known, the least that a recipe can say.
double PictureSeconds(const SourceInfo& info) {
  return info.video && info.video->frame_rate > 0 ? 1 / info.video->frame_rate : kMinClipSeconds;
}

// A part of the video, however it falls on its pictures, shows one of them.
int MostParts(const SourceInfo& info) {
  const double most = info.duration_seconds / (PictureSeconds(info) + 2 * kMinClipSeconds);
  return static_cast<int>(std::clamp(most, 1.0, 1000.0));
}

ResolvedClips Automatic(const jobs::Recipe& recipe, const SourceInfo& info,
                        const std::vector<jobs::Chapter>& description_chapters,
                        const std::vector<SceneChange>& scenes) {
  jobs::AutoClips settings = recipe.automatic;
  constexpr double kRounding = 1e-6;
  if (settings.max_seconds + kRounding < std::min(PictureSeconds(info), info.duration_seconds)) {
    const std::string least = base::DumpJson(std::ceil(PictureSeconds(info) * 1000) / 1000);
    return {{}, "auto.maxSeconds is less than one picture of this video is shown; choose " + least + " or more"};
  }
  std::vector<Clip> chapters = ChapterClips(recipe, info, description_chapters);
  if (!chapters.empty()) return {std::move(chapters)};
  if (info.duration_seconds <= settings.max_seconds)
    return {{{0, info.duration_seconds, info.duration_seconds, "whole video"}}};
  ResolvedClips result;
  settings.count = std::min(settings.count, MostParts(info));
  if (settings.count < recipe.automatic.count) {
    result.fewer = "only " + std::to_string(settings.count) + " of the " + std::to_string(recipe.automatic.count) +
                   " clips of auto.count are made: this video is too short for more";
  }
  const bool even = settings.from == jobs::AutoFrom::kEven || !info.video;
  result.clips = even ? Even(settings, info.duration_seconds) : FromScenes(scenes, settings, info.duration_seconds);
  return result;
}

void NameAll(std::vector<Clip>& clips) {
  std::set<std::string> taken;
  for (Clip& clip : clips) {
    if (clip.label.empty()) clip.label = base::PositionText(clip.start) + "-" + base::PositionText(clip.end);
    const std::string wanted = clip.label;
    for (int i = 2; !taken.insert(clip.label).second; ++i) clip.label = wanted + " (" + std::to_string(i) + ")";
  }
}

}  // namespace

bool HasChapterClips(const jobs::Recipe& recipe, const SourceInfo& info,
                     const std::vector<jobs::Chapter>& description_chapters) {
  return !recipe.clips && !ChapterClips(recipe, info, description_chapters).empty();
}

ResolvedClips ResolveClips(const jobs::Recipe& recipe, const SourceInfo& info,
                           const std::vector<jobs::Chapter>& description_chapters,
                           const std::vector<SceneChange>& scenes) {
  ResolvedClips result =
      recipe.clips ? ResolvedClips{ByHand(*recipe.clips)} : Automatic(recipe, info, description_chapters, scenes);
  NameAll(result.clips);
  for (Clip& clip : result.clips) clip.to = std::min(clip.end, info.duration_seconds);
  return result;
}

std::string Slug(const std::string& label) {
  std::string slug;
  for (const char c : label) {
    if (base::IsLetterOrDigit(c)) {
      slug += c;
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
    if (slug.size() >= kMaxSlug) break;
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug;
}

}  // namespace clipbox::media
