#include "cli/clip_arguments.h"

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"

namespace clipbox::cli {
namespace {

using base::Error;
using base::ErrorCode;

base::Json ReadRecipeFile(const std::string& path) {
  const auto text = base::ReadFile(path);
  if (!text) throw Error(ErrorCode::kConfiguration, "cannot read the recipe " + path);
  try {
    return base::ParseJson(*text);
  } catch (const Error& error) {
    throw Error(ErrorCode::kConfiguration, "the recipe " + path + " cannot be used: " + error.what());
  }
}

base::Json ClipFromRange(const std::string& range) {
  std::string_view rest = range;
  const auto start = base::ParsePosition(base::TakeUntil(rest, '-'));
  const auto end = base::ParsePosition(rest);
  if (!start || !end || *end <= *start) {
    throw Error(ErrorCode::kConfiguration,
                "--clip " + range + " is no range: write start-end, as 0:10-0:25 or 62.5-70");
  }
  return {{"start", *start}, {"end", *end}};
}

}  // namespace

base::Json RecipeJsonFromArguments(const std::string& recipe_file, const std::vector<std::string>& clips) {
  base::Json json = recipe_file.empty() ? base::Json::object() : ReadRecipeFile(recipe_file);
  if (!clips.empty() && json.is_object()) {
    json["clips"] = base::Json::array();
    for (const std::string& range : clips) json["clips"].push_back(ClipFromRange(range));
  }
  return json;
}

jobs::Recipe RecipeFromArguments(const std::string& recipe_file, const std::string& preset,
                                 const std::vector<std::string>& clips) {
  base::Json json = RecipeJsonFromArguments(recipe_file, clips);
  if (!preset.empty() && json.is_object()) json["preset"] = preset;
  try {
    return jobs::ParseRecipe(json);
  } catch (const Error& error) {
    throw Error(ErrorCode::kConfiguration,
                std::string("the recipe cannot be used: ") + error.what() +
                    (error.details().pointer.empty() ? "" : " (at " + error.details().pointer + ")"));
  }
}

}  // namespace clipbox::cli
