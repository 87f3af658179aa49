#include "jobs/recipe.h"

#include <array>

#include "base/error.h"
#include "base/json_object.h"

namespace clipbox::jobs {
namespace {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::JsonObject;

using Words = std::initializer_list<std::string_view>;

constexpr std::size_t kMaxClips = 200;
constexpr std::size_t kMaxLabelBytes = 200;
constexpr double kMaxSeconds = 1e9;  // far beyond any media.max_duration
constexpr double kLeastSeconds = 0.001;
constexpr base::ObjectRules kRules{ErrorCode::kInvalidRecipe, ErrorCode::kInvalidRecipe, false};

[[noreturn]] void NotYet(const JsonObject& object, std::string_view name, const std::string& what) {
  const std::string pointer = object.PointerOf(name);
  throw Error(ErrorCode::kUnsupported, "This version cannot make " + what + " yet: leave " + pointer + " out.", {.pointer = pointer});
}

// What api.md names but this version does not make: anything but the default is refused by name, never ignored. The first word is
// the default.
void LaterWord(const JsonObject& object, std::string_view name, Words words) {
  const auto word = object.FindWord(name, words);
  if (word && *word != 0) NotYet(object, name, std::string(name) + " " + std::string(words.begin()[*word]));
}

void LaterNumber(const JsonObject& object, std::string_view name, double least, double most, double by_default) {
  const auto number = object.FindNumber(name, least, most);
  if (number && *number != by_default) NotYet(object, name, "another " + std::string(name));
}

// A number that is null by default.
void LaterLimit(const JsonObject& object, std::string_view name, double least, double most) {
  if (object.IsNull(name) || !object.FindNumber(name, least, most)) return;
  NotYet(object, name, "files with " + std::string(name));
}

// The object of that name within `parent`, read by `read` where it is there.
template <class Read>
void Within(const JsonObject& parent, std::string_view name, Words fields, Read read) {
  const Json* value = parent.Find(name);
  if (value != nullptr) read(JsonObject(*value, parent.PointerOf(name), fields, kRules));
}

void Take(std::optional<double> value, double& into) {
  if (value) into = *value;
}

void Take(std::optional<std::int64_t> value, int& into) {
  if (value) into = static_cast<int>(*value);
}

RecipeClip ReadClip(const Json& value, const std::string& pointer) {
  const JsonObject object(value, pointer, {"start", "end", "label"}, kRules);
  RecipeClip clip;
  clip.start = object.GetNumber("start", 0, kMaxSeconds);
  clip.end = object.GetNumber("end", 0, kMaxSeconds);
  if (clip.end <= clip.start) object.Refuse("end", "must be after start");
  clip.label = object.FindText("label", kMaxLabelBytes).value_or("");
  return clip;
}

void ReadClips(const JsonObject& recipe, Recipe& into) {
  const Json* list = recipe.FindList("clips", kMaxClips);
  if (list == nullptr) return;
  into.clips.emplace();
  for (std::size_t i = 0; i < list->size(); ++i) {
    into.clips->push_back(ReadClip((*list)[i], recipe.PointerOf("clips") + "/" + std::to_string(i)));
  }
}

void ReadAuto(const JsonObject& object, AutoClips& into) {
  const auto from = object.FindWord("from", {"chapters", "scenes", "even"});
  if (from) into.from = std::array{AutoFrom::kChapters, AutoFrom::kScenes, AutoFrom::kEven}[*from];
  Take(object.FindInteger("count", 1, kMaxClips), into.count);
  Take(object.FindNumber("maxSeconds", kLeastSeconds, kMaxSeconds), into.max_seconds);
}

void ReadOutputs(const JsonObject& recipe, Recipe& into) {
  static constexpr std::array kMade = {Output::kMp4, Output::kGif, Output::kPoster, Output::kStoryboard, Output::kAudio};
  const Json* list = recipe.FindList("outputs", 100);
  if (list == nullptr) return;
  into.outputs.clear();
  for (std::size_t i = 0; i < list->size(); ++i) {
    // An object of one field makes the item readable by the same rules.
    const std::string index = std::to_string(i);
    const Json holder = {{index, (*list)[i]}};
    const JsonObject item(holder, recipe.PointerOf("outputs"), {index}, kRules);
    const auto word = *item.FindWord(index, {"mp4", "gif", "poster", "storyboard", "audio", "webp", "waveform", "captions"});
    if (word >= kMade.size()) NotYet(item, index, (*list)[i].get<std::string>());
    into.outputs.insert(kMade[word]);
  }
}

void ReadMp4(const JsonObject& object, Mp4Settings& into) {
  const auto cut = object.FindWord("cut", {"smart", "exact", "keyframe"});
  if (cut == 2) NotYet(object, "cut", "key-frame cuts");
  if (cut) into.cut = *cut == 0 ? Cut::kSmart : Cut::kExact;
  if (!object.IsNull("height")) {
    if (const auto height = object.FindInteger("height", 16, 4320)) into.height = static_cast<int>(*height);
  }
  // 0 is lossless, which the High profile that every player takes does not have.
  Take(object.FindInteger("crf", 1, 51), into.crf);
  LaterWord(object, "aspect", {"source", "9:16", "1:1", "16:9"});
  LaterWord(object, "fit", {"crop", "pad", "blur"});
  Within(object, "focus", {"x", "y"}, [](const JsonObject& focus) {
    LaterNumber(focus, "x", 0, 1, 0.5);
    LaterNumber(focus, "y", 0, 1, 0.5);
  });
  LaterLimit(object, "loudness", -70, 0);
  LaterLimit(object, "maxBytes", 1, 1e15);
}

void ReadGif(const JsonObject& object, GifSettings& into) {
  Take(object.FindInteger("width", 16, 1920), into.width);
  Take(object.FindNumber("fps", 1, 50), into.fps);
  Take(object.FindNumber("maxSeconds", kLeastSeconds, 60), into.max_seconds);
  LaterLimit(object, "maxBytes", 1, 1e15);
}

void ReadStoryboard(const JsonObject& object, StoryboardSettings& into) {
  Take(object.FindNumber("everySeconds", 0.1, 86'400), into.every_seconds);
  Take(object.FindInteger("tileWidth", 16, 640), into.tile_width);
  Take(object.FindInteger("columns", 1, 100), into.columns);
}

void CheckWebp(const JsonObject& object) {
  LaterNumber(object, "width", 16, 1920, 480);
  LaterNumber(object, "fps", 1, 50, 15);
  LaterNumber(object, "maxSeconds", kLeastSeconds, 60, 6);
}

void CheckCaptions(const JsonObject& object) {
  LaterWord(object, "from", {"sidecar", "embedded", "speech"});
  if (object.FindFlag("burn").value_or(false)) NotYet(object, "burn", "burned-in captions");
  Within(object, "style", {"size", "position", "color"}, [](const JsonObject& style) {
    LaterNumber(style, "size", 0.1, 10, 1);
    LaterWord(style, "position", {"bottom", "top"});
    if (style.FindText("color", 32).value_or("#ffffff") != "#ffffff") NotYet(style, "color", "another color");
  });
}

void CheckPreset(const JsonObject& recipe) {
  if (recipe.IsNull("preset") || !recipe.Has("preset")) return;
  recipe.FindWord("preset", {"web", "vertical", "docs-gif", "chat-10mb", "archive"});
  NotYet(recipe, "preset", "presets");
}

}  // namespace

std::string_view ToText(Output output) {
  switch (output) {
    case Output::kMp4: return "mp4";
    case Output::kGif: return "gif";
    case Output::kPoster: return "poster";
    case Output::kStoryboard: return "storyboard";
    case Output::kAudio: return "audio";
  }
  return "";
}

Recipe ParseRecipe(const Json& json, const std::string& base_pointer) {
  const JsonObject object(
      json, base_pointer,
      {"clips", "auto", "outputs", "mp4", "gif", "webp", "storyboard", "audio", "captions", "preset"}, kRules);
  Recipe recipe;
  ReadClips(object, recipe);
  Within(object, "auto", {"from", "count", "maxSeconds"}, [&](const JsonObject& o) { ReadAuto(o, recipe.automatic); });
  ReadOutputs(object, recipe);
  Within(object, "mp4", {"cut", "height", "aspect", "fit", "focus", "loudness", "maxBytes", "crf"},
         [&](const JsonObject& o) { ReadMp4(o, recipe.mp4); });
  Within(object, "gif", {"width", "fps", "maxSeconds", "maxBytes"}, [&](const JsonObject& o) { ReadGif(o, recipe.gif); });
  Within(object, "webp", {"width", "fps", "maxSeconds"}, CheckWebp);
  Within(object, "storyboard", {"everySeconds", "tileWidth", "columns"},
         [&](const JsonObject& o) { ReadStoryboard(o, recipe.storyboard); });
  Within(object, "audio", {"format"}, [](const JsonObject& o) { LaterWord(o, "format", {"m4a", "opus", "mp3"}); });
  Within(object, "captions", {"from", "burn", "style"}, CheckCaptions);
  CheckPreset(object);
  return recipe;
}

}  // namespace clipbox::jobs
