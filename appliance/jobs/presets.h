// The recipes with a name: `web`, `vertical`, `docs-gif`, `chat-10mb`, `archive`, and what a person's own are. Used by
// the recipe's parser, by `GET /presets` and by the command line's `--preset`. Pure; any thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace clipbox::jobs {

struct Preset {
  std::string name;   // `docs-gif`, as in a recipe
  std::string title;  // for people
  base::Json recipe;  // what a recipe that names it has where it says nothing
};

inline constexpr std::size_t kMaxPresetNameBytes = 40;

// Of the built-in ones, in the order in which people are shown them.
const std::vector<Preset>& Presets();

// In the same order.
std::vector<std::string_view> PresetNames();

// Returns null if no built-in preset has this name.
const Preset* FindPreset(std::string_view name);

// True for 1 to 40 lower-case letters, digits and `-`.
bool IsPresetName(std::string_view name);

// The recipe of a person's own preset of this name; nothing where they have none.
using OwnPresets = std::function<std::optional<base::Json>(const std::string& name)>;

// `recipe` laid over `beneath`: objects merge deeply, everything else (also a list) replaces.
base::Json LayOver(const base::Json& beneath, const base::Json& recipe);

}  // namespace clipbox::jobs
