// The recipes with a name: `web`, `vertical`, `docs-gif`, `chat-10mb`, `archive`. Used by the recipe's parser, by
// `GET /presets` and by the command line's `--preset`. Pure; any thread.
#pragma once

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

// In the order in which people are shown them.
const std::vector<Preset>& Presets();

// In the same order.
std::vector<std::string_view> PresetNames();

// `recipe` laid over `beneath`: objects merge deeply, everything else (also a list) replaces.
base::Json LayOver(const base::Json& beneath, const base::Json& recipe);

}  // namespace clipbox::jobs
