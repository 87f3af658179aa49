#include "jobs/recipe_json.h"

#include <array>

#include "base/encoding.h"

namespace clipbox::jobs {
namespace {

using base::Json;
using base::OrNull;

// The words of api.md, in the order of the enums.
constexpr std::array kCuts = {"smart", "exact", "keyframe"};
constexpr std::array kAutoFroms = {"chapters", "scenes", "even"};
constexpr std::array kAspects = {"source", "9:16", "1:1", "16:9"};
constexpr std::array kFits = {"crop", "pad", "blur"};
constexpr std::array kSoundFiles = {"m4a", "opus", "mp3"};
constexpr std::array kCaptionsFroms = {"sidecar", "embedded", "speech"};
constexpr std::array kPositions = {"bottom", "top"};

template <class Words, class Enum>
const char* WordOf(const Words& words, Enum value) {
  return words.at(static_cast<std::size_t>(value));
}

std::string ColorText(std::uint32_t rgb) {
  const auto byte = [&](int shift) { return static_cast<char>(rgb >> shift & 255); };
  return "#" + base::ToHex(std::string{byte(16), byte(8), byte(0)});
}

Json ClipsJson(const std::vector<RecipeClip>& clips) {
  Json list = Json::array();
  for (const RecipeClip& clip : clips)
    list.push_back({{"start", clip.start}, {"end", clip.end}, {"label", clip.label}});
  return list;
}

Json AutoJson(const AutoClips& automatic) {
  Json json = {{"count", automatic.count}, {"maxSeconds", automatic.max_seconds}};
  if (automatic.from) json["from"] = WordOf(kAutoFroms, *automatic.from);
  return json;
}

Json OutputsJson(const std::set<Output>& outputs) {
  Json list = Json::array();
  for (const Output output : outputs) list.push_back(ToText(output));
  return list;
}

Json Mp4Json(const Mp4Settings& mp4) {
  return {{"cut", WordOf(kCuts, mp4.cut)},
          {"height", OrNull(mp4.height)},
          {"aspect", WordOf(kAspects, mp4.aspect)},
          {"fit", WordOf(kFits, mp4.fit)},
          {"focus", {{"x", mp4.focus.x}, {"y", mp4.focus.y}}},
          {"loudness", OrNull(mp4.loudness)},
          {"maxBytes", OrNull(mp4.max_bytes)},
          {"crf", mp4.crf}};
}

Json CaptionsJson(const CaptionsSettings& captions) {
  const CaptionsStyle& style = captions.style;
  return {{"from", WordOf(kCaptionsFroms, captions.from)},
          {"burn", captions.burn},
          {"style",
           {{"size", style.size}, {"position", WordOf(kPositions, style.position)}, {"color", ColorText(style.rgb)}}}};
}

}  // namespace

Json ToJson(const Recipe& recipe) {
  const GifSettings& gif = recipe.gif;
  const WebpSettings& webp = recipe.webp;
  const StoryboardSettings& board = recipe.storyboard;
  Json json = {
      {"auto", AutoJson(recipe.automatic)},
      {"outputs", OutputsJson(recipe.outputs)},
      {"mp4", Mp4Json(recipe.mp4)},
      {"gif",
       {{"width", gif.width}, {"fps", gif.fps}, {"maxSeconds", gif.max_seconds}, {"maxBytes", OrNull(gif.max_bytes)}}},
      {"webp", {{"width", webp.width}, {"fps", webp.fps}, {"maxSeconds", webp.max_seconds}}},
      {"storyboard",
       {{"everySeconds", board.every_seconds}, {"tileWidth", board.tile_width}, {"columns", board.columns}}},
      {"audio", {{"format", WordOf(kSoundFiles, recipe.audio.format)}}},
      {"captions", CaptionsJson(recipe.captions)}};
  if (recipe.clips) json["clips"] = ClipsJson(*recipe.clips);
  return json;
}

}  // namespace clipbox::jobs
