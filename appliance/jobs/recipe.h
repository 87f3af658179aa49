// What to make: the recipe of the API, parsed and checked. Parsing knows nothing of the source. What only the source
// can tell (a start past the end, no sound) is found by media and becomes a warning. Pure; any thread.
// A field is a member here, with its default, and a row in jobs/recipe_fields.h, from where everything else knows it.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/time_range.h"
#include "jobs/presets.h"

namespace clipbox::jobs {

enum class Output { kMp4, kGif, kWebp, kPoster, kStoryboard, kWaveform, kAudio, kCaptions };
enum class Cut { kSmart, kExact, kKeyframe };
enum class AutoFrom { kChapters, kScenes, kEven };
enum class Aspect { kSource, kTall, kSquare, kWide };  // as it is, 9:16, 1:1, 16:9
enum class Fit { kCrop, kPad, kBlur };                 // how the picture comes into another aspect
enum class SoundFile { kM4a, kOpus, kMp3 };
enum class CaptionsFrom { kSidecar, kEmbedded, kSpeech };
enum class CaptionsPosition { kBottom, kTop };

// `mp4`, as in the recipe.
std::string_view ToText(Output output);

// A place in the picture, 0 to 1 from its upper left corner.
struct Focus {
  double x = 0.5;
  double y = 0.5;
};

struct RecipeClip : base::TimeRange {
  std::string label;
  std::optional<Focus> focus{};  // its own, in place of mp4.focus
};

struct AutoClips {
  std::optional<AutoFrom> from;  // left open: chapters where the video has some, else scenes
  int count = 5;
  double max_seconds = 30;
};

struct Mp4Settings {
  Cut cut = Cut::kSmart;
  std::optional<int> height;
  Aspect aspect = Aspect::kSource;
  Fit fit = Fit::kCrop;
  Focus focus;                                  // what a crop keeps in view
  std::optional<double> loudness;               // LUFS
  std::optional<std::uint64_t> max_bytes = {};  // the file is never larger
  int crf = 23;
};

struct GifSettings {
  int width = 480;
  double fps = 12;
  double max_seconds = 6;
  std::optional<std::uint64_t> max_bytes = {};  // the file is never larger
};

struct WebpSettings {
  int width = 480;
  double fps = 15;
  double max_seconds = 6;
};

struct StoryboardSettings {
  double every_seconds = 10;
  int tile_width = 160;
  int columns = 10;
};

struct AudioSettings {
  SoundFile format = SoundFile::kM4a;
};

struct CaptionsStyle {
  double size = 1;  // times the usual size
  CaptionsPosition position = CaptionsPosition::kBottom;
  std::uint32_t rgb = 0xffffff;
};

struct CaptionsSettings {
  CaptionsFrom from = CaptionsFrom::kSidecar;
  bool burn = false;  // drawn into the clip's picture
  CaptionsStyle style;
};

struct Recipe {
  std::optional<std::vector<RecipeClip>> clips;  // left open: automatic clips; empty: none
  AutoClips automatic;
  std::set<Output> outputs = {Output::kMp4, Output::kGif, Output::kPoster, Output::kStoryboard};
  Mp4Settings mp4;
  GifSettings gif;
  WebpSettings webp;
  StoryboardSettings storyboard;
  AudioSettings audio;
  CaptionsSettings captions;
};

// A `preset` lies beneath what the JSON says (see jobs/presets.h): a built-in one, or else one of `own`.
// Throws: Error kInvalidRecipe (+pointer) for a wrong type, range or word. `pointer` starts with `base_pointer`
// (`/recipe` in a request's body).
Recipe ParseRecipe(const base::Json& json, const std::string& base_pointer = "", const OwnPresets& own = {});

// A job's recipe: as it was given, and what it came to when it was accepted. A preset that is changed or deleted later
// changes no job.
struct JobRecipe {
  std::string given = "{}";
  std::optional<Recipe> resolved = Recipe{};  // nullopt: given to an earlier version, and this one does not take it

  // Throws: Error kInvalidRecipe where this version does not take it.
  const Recipe& Get() const;
};

// Throws: as ParseRecipe.
JobRecipe AcceptRecipe(const base::Json& json, const std::string& base_pointer = "", const OwnPresets& own = {});

// Complete: what a preset and the defaults said is written out, without `preset`. ParseRecipe gives the same recipe for
// it. What was left open is missing.
base::Json ToJson(const Recipe& recipe);

// The JSON Schema (2020-12) of what ParseRecipe takes. It cannot say that a clip's end lies after its start, nor which
// presets somebody has.
base::Json RecipeSchema();

}  // namespace clipbox::jobs
