// What to make: the recipe of api.md, parsed and checked. Parsing knows nothing of the source; what only the source can tell
// (a start past the end, no sound) is found by media and becomes a warning. Pure; any thread.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"

namespace clipbox::jobs {

enum class Output { kMp4, kGif, kPoster, kStoryboard, kAudio };
enum class Cut { kSmart, kExact };
enum class AutoFrom { kChapters, kScenes, kEven };

// `mp4`, as in the recipe.
std::string_view ToText(Output output);

struct RecipeClip {
  double start = 0;  // seconds, >= 0
  double end = 0;    // seconds, > start
  std::string label;
};

struct AutoClips {
  std::optional<AutoFrom> from;  // nothing: chapters where the video has some, else scenes
  int count = 5;                 // 1 to 200
  double max_seconds = 30;       // > 0
};

struct Mp4Settings {
  Cut cut = Cut::kSmart;
  std::optional<int> height;
  int crf = 23;
};

struct GifSettings {
  int width = 480;
  double fps = 12;
  double max_seconds = 6;
};

struct StoryboardSettings {
  double every_seconds = 10;
  int tile_width = 160;
  int columns = 10;
};

struct Recipe {
  std::optional<std::vector<RecipeClip>> clips;  // nothing: automatic clips; empty: none
  AutoClips automatic;
  std::set<Output> outputs = {Output::kMp4, Output::kGif, Output::kPoster, Output::kStoryboard};
  Mp4Settings mp4;
  GifSettings gif;
  StoryboardSettings storyboard;
};

// Throws: Error kInvalidRecipe (+pointer) for a wrong type, range or word; kUnsupported (+pointer) for what api.md names but this
// version does not make yet. `pointer` starts with `base_pointer` (`/recipe` in a request's body).
Recipe ParseRecipe(const base::Json& json, const std::string& base_pointer = "");

}  // namespace clipbox::jobs
