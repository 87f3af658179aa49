// What `clipbox clip` and `clipbox add` were asked to make: its recipe from a file and from `--clip`, times as people
// write them. Pure but for the file.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "jobs/recipe.h"

namespace clipbox::cli {

// The JSON of `recipe_file` (empty: `{}`) with `clips` (`0:10-0:25`) in place of its own, as the API takes a recipe.
// Throws: Error kConfiguration for an unreadable file, JSON, a range that is none.
base::Json RecipeJsonFromArguments(const std::string& recipe_file, const std::vector<std::string>& clips);

// The recipe of `recipe_file` (empty: the default one) with `preset` (empty: its own) beneath and `clips` (`0:10-0:25`)
// in place of its own. Throws: Error kConfiguration for what a person has to correct: an unreadable file, JSON or
// field, a range that is none.
jobs::Recipe RecipeFromArguments(const std::string& recipe_file, const std::string& preset,
                                 const std::vector<std::string>& clips);

}  // namespace clipbox::cli
