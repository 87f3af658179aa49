#include "cli/clip_arguments.h"

#include <charconv>
#include <fstream>
#include <iterator>

#include "base/error.h"

namespace clipbox::cli {
namespace {

using base::Error;
using base::ErrorCode;

constexpr int kMostFields = 3;  // hours, minutes, seconds

std::optional<double> ParseNumber(std::string_view text) {
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

base::Json ReadRecipeFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Error(ErrorCode::kConfiguration, "cannot read the recipe " + path);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  try {
    return base::ParseJson(text);
  } catch (const Error& error) {
    throw Error(ErrorCode::kConfiguration, "the recipe " + path + " cannot be used: " + error.what());
  }
}

base::Json ClipFromRange(const std::string& range) {
  const std::size_t dash = range.find('-');
  const auto start = dash == std::string::npos ? std::nullopt : ParsePosition(range.substr(0, dash));
  const auto end = dash == std::string::npos ? std::nullopt : ParsePosition(range.substr(dash + 1));
  if (!start || !end || *end <= *start) {
    throw Error(ErrorCode::kConfiguration,
                "--clip " + range + " is no range: write start-end, as 0:10-0:25 or 62.5-70");
  }
  return {{"start", *start}, {"end", *end}};
}

}  // namespace

std::optional<double> ParsePosition(const std::string& text) {
  double seconds = 0;
  std::size_t from = 0;
  for (int field = 0; field < kMostFields; ++field) {
    const std::size_t colon = text.find(':', from);
    const auto number =
        ParseNumber(std::string_view(text).substr(from, colon == std::string::npos ? colon : colon - from));
    // Minutes and seconds after a colon stay below 60.
    if (!number || (field > 0 && *number >= 60)) return std::nullopt;
    seconds = seconds * 60 + *number;
    if (colon == std::string::npos) return seconds;
    if (*number != static_cast<double>(static_cast<long long>(*number))) return std::nullopt;
    from = colon + 1;
  }
  return std::nullopt;
}

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
