#include "jobs/recipe.h"

#include <array>

#include "base/error.h"
#include "base/json_object.h"
#include "base/text.h"
#include "jobs/presets.h"

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
constexpr std::int64_t kMaxBytes = 1'000'000'000'000'000;
constexpr base::ObjectRules kRules{ErrorCode::kInvalidRecipe, ErrorCode::kInvalidRecipe, false};

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

template <class Word, std::size_t N>
void Take(std::optional<std::size_t> index, const std::array<Word, N>& words, Word& into) {
  if (index) into = words.at(*index);
}

// `null` stands for no limit, whatever a preset says.
std::optional<std::uint64_t> FindMaxBytes(const JsonObject& object) {
  if (object.IsNull("maxBytes")) return std::nullopt;
  const auto bytes = object.FindInteger("maxBytes", 1, kMaxBytes);
  return bytes ? std::optional(static_cast<std::uint64_t>(*bytes)) : std::nullopt;
}

RecipeClip ReadClip(const Json& value, const std::string& pointer) {
  const JsonObject object(value, pointer, {"start", "end", "label"}, kRules);
  RecipeClip clip;
  clip.start = object.GetNumber("start", 0, kMaxSeconds);
  clip.end = object.GetNumber("end", 0, kMaxSeconds);
  if (clip.end <= clip.start) object.Refuse("end", "must be after start");
  clip.label = object.FindLine("label", kMaxLabelBytes).value_or("");
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
  if (from) into.from = std::array{AutoFrom::kChapters, AutoFrom::kScenes, AutoFrom::kEven}.at(*from);
  Take(object.FindInteger("count", 1, kMaxClips), into.count);
  Take(object.FindNumber("maxSeconds", kLeastSeconds, kMaxSeconds), into.max_seconds);
}

void ReadOutputs(const JsonObject& recipe, Recipe& into) {
  static constexpr std::array kOutputs = {Output::kMp4,        Output::kGif,      Output::kWebp,  Output::kPoster,
                                          Output::kStoryboard, Output::kWaveform, Output::kAudio, Output::kCaptions};
  const Json* list = recipe.FindList("outputs", 100);
  if (list == nullptr) return;
  into.outputs.clear();
  for (std::size_t i = 0; i < list->size(); ++i) {
    // An object of one field makes the item readable by the same rules.
    const std::string index = std::to_string(i);
    const Json holder = {{index, (*list)[i]}};
    const JsonObject item(holder, recipe.PointerOf("outputs"), {index}, kRules);
    into.outputs.insert(kOutputs.at(
        *item.FindWord(index, {"mp4", "gif", "webp", "poster", "storyboard", "waveform", "audio", "captions"})));
  }
}

void ReadFocus(const JsonObject& object, Focus& into) {
  Take(object.FindNumber("x", 0, 1), into.x);
  Take(object.FindNumber("y", 0, 1), into.y);
}

void ReadMp4(const JsonObject& object, Mp4Settings& into) {
  Take(object.FindWord("cut", {"smart", "exact", "keyframe"}), std::array{Cut::kSmart, Cut::kExact, Cut::kKeyframe},
       into.cut);
  if (!object.IsNull("height")) {
    if (const auto height = object.FindInteger("height", 16, 4320)) into.height = static_cast<int>(*height);
  }
  Take(object.FindWord("aspect", {"source", "9:16", "1:1", "16:9"}),
       std::array{Aspect::kSource, Aspect::kTall, Aspect::kSquare, Aspect::kWide}, into.aspect);
  Take(object.FindWord("fit", {"crop", "pad", "blur"}), std::array{Fit::kCrop, Fit::kPad, Fit::kBlur}, into.fit);
  Within(object, "focus", {"x", "y"}, [&](const JsonObject& focus) { ReadFocus(focus, into.focus); });
  if (!object.IsNull("loudness")) into.loudness = object.FindNumber("loudness", -70, 0);
  into.max_bytes = FindMaxBytes(object);
  // 0 is lossless, which the High profile that every player takes does not have.
  Take(object.FindInteger("crf", 1, 51), into.crf);
}

void ReadGif(const JsonObject& object, GifSettings& into) {
  Take(object.FindInteger("width", 16, 1920), into.width);
  Take(object.FindNumber("fps", 1, 50), into.fps);
  Take(object.FindNumber("maxSeconds", kLeastSeconds, 60), into.max_seconds);
  into.max_bytes = FindMaxBytes(object);
}

void ReadWebp(const JsonObject& object, WebpSettings& into) {
  Take(object.FindInteger("width", 16, 1920), into.width);
  Take(object.FindNumber("fps", 1, 50), into.fps);
  Take(object.FindNumber("maxSeconds", kLeastSeconds, 60), into.max_seconds);
}

void ReadStoryboard(const JsonObject& object, StoryboardSettings& into) {
  Take(object.FindNumber("everySeconds", 0.1, 86'400), into.every_seconds);
  Take(object.FindInteger("tileWidth", 16, 640), into.tile_width);
  Take(object.FindInteger("columns", 1, 100), into.columns);
}

void ReadAudio(const JsonObject& object, AudioSettings& into) {
  Take(object.FindWord("format", {"m4a", "opus", "mp3"}),
       std::array{SoundFile::kM4a, SoundFile::kOpus, SoundFile::kMp3}, into.format);
}

// `#rrggbb`
std::uint32_t ReadColor(const JsonObject& object, const std::string& text) {
  const bool has_form = text.size() == 7 && text.front() == '#';
  const auto rgb = has_form ? base::ParseHexNumber(std::string_view(text).substr(1)) : std::nullopt;
  if (!rgb) object.Refuse("color", "must be a color as #rrggbb");
  return static_cast<std::uint32_t>(*rgb);
}

void ReadStyle(const JsonObject& object, CaptionsStyle& into) {
  Take(object.FindNumber("size", 0.1, 10), into.size);
  Take(object.FindWord("position", {"bottom", "top"}), std::array{CaptionsPosition::kBottom, CaptionsPosition::kTop},
       into.position);
  if (const auto color = object.FindText("color", 32)) into.rgb = ReadColor(object, *color);
}

void ReadCaptions(const JsonObject& object, CaptionsSettings& into) {
  Take(object.FindWord("from", {"sidecar", "embedded", "speech"}),
       std::array{CaptionsFrom::kSidecar, CaptionsFrom::kEmbedded, CaptionsFrom::kSpeech}, into.from);
  into.burn = object.FindFlag("burn").value_or(false);
  Within(object, "style", {"size", "position", "color"},
         [&](const JsonObject& style) { ReadStyle(style, into.style); });
}

// The preset that a recipe names; null where it names none.
const Preset* ReadPreset(const JsonObject& recipe) {
  if (recipe.IsNull("preset")) return nullptr;
  const auto index = recipe.FindWord("preset", {"web", "vertical", "docs-gif", "chat-10mb", "archive"});
  return index ? &Presets().at(*index) : nullptr;
}

JsonObject Fields(const Json& recipe, const std::string& pointer) {
  return {recipe,
          pointer,
          {"clips", "auto", "outputs", "mp4", "gif", "webp", "storyboard", "audio", "captions", "preset"},
          kRules};
}

Recipe ReadRecipe(const JsonObject& object) {
  Recipe recipe;
  ReadClips(object, recipe);
  Within(object, "auto", {"from", "count", "maxSeconds"}, [&](const JsonObject& o) { ReadAuto(o, recipe.automatic); });
  ReadOutputs(object, recipe);
  Within(object, "mp4", {"cut", "height", "aspect", "fit", "focus", "loudness", "maxBytes", "crf"},
         [&](const JsonObject& o) { ReadMp4(o, recipe.mp4); });
  Within(object, "gif", {"width", "fps", "maxSeconds", "maxBytes"},
         [&](const JsonObject& o) { ReadGif(o, recipe.gif); });
  Within(object, "webp", {"width", "fps", "maxSeconds"}, [&](const JsonObject& o) { ReadWebp(o, recipe.webp); });
  Within(object, "storyboard", {"everySeconds", "tileWidth", "columns"},
         [&](const JsonObject& o) { ReadStoryboard(o, recipe.storyboard); });
  Within(object, "audio", {"format"}, [&](const JsonObject& o) { ReadAudio(o, recipe.audio); });
  Within(object, "captions", {"from", "burn", "style"}, [&](const JsonObject& o) { ReadCaptions(o, recipe.captions); });
  return recipe;
}

}  // namespace

std::string_view ToText(Output output) {
  switch (output) {
    case Output::kMp4: return "mp4";
    case Output::kGif: return "gif";
    case Output::kWebp: return "webp";
    case Output::kPoster: return "poster";
    case Output::kStoryboard: return "storyboard";
    case Output::kWaveform: return "waveform";
    case Output::kAudio: return "audio";
    case Output::kCaptions: return "captions";
  }
  return "";
}

Recipe ParseRecipe(const Json& json, const std::string& base_pointer) {
  const Preset* const preset = ReadPreset(Fields(json, base_pointer));
  const Json merged = preset != nullptr ? LayOver(preset->recipe, json) : json;
  return ReadRecipe(Fields(merged, base_pointer));
}

}  // namespace clipbox::jobs
