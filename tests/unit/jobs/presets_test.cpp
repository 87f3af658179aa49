#include "jobs/presets.h"

#include "base/error.h"
#include "catch.h"
#include "jobs/recipe.h"

using namespace clipbox;
using base::Json;

TEST_CASE("the presets are those of the contract, each with a title") {
  CHECK(jobs::PresetNames() == std::vector<std::string_view>{"web", "vertical", "docs-gif", "chat-10mb", "archive"});
  for (const jobs::Preset& preset : jobs::Presets()) CHECK_FALSE(preset.title.empty());
}

TEST_CASE("a preset is named by a recipe, and what it comes to is what the preset says") {
  for (const jobs::Preset& preset : jobs::Presets()) {
    CHECK(jobs::ToJson(jobs::ParseRecipe({{"preset", preset.name}})) == jobs::ToJson(jobs::ParseRecipe(preset.recipe)));
    CHECK(jobs::ToJson(jobs::ParseRecipe(preset.recipe)) != jobs::ToJson(jobs::Recipe{}));
  }
}

TEST_CASE("the name of a preset is 1 to 40 lower-case letters, digits and hyphens") {
  for (const char* name : {"a", "7", "-", "my-look-2"}) CHECK(jobs::IsPresetName(name));
  CHECK(jobs::IsPresetName(std::string(40, 'x')));
  for (const char* name : {"", "A", "my look", "a_b", "a/b", "\u00E4"}) CHECK_FALSE(jobs::IsPresetName(name));
  CHECK_FALSE(jobs::IsPresetName(std::string(41, 'x')));
}

TEST_CASE("a recipe names a person's own preset where no built-in one has the name") {
  std::vector<std::string> asked;
  const jobs::OwnPresets own = [&](const std::string& name) -> std::optional<Json> {
    asked.push_back(name);
    if (name == "mine") return Json{{"outputs", {"gif"}}, {"gif", {{"width", 320}, {"fps", 5}}}};
    return std::nullopt;
  };
  const jobs::Recipe recipe = jobs::ParseRecipe({{"preset", "mine"}, {"gif", {{"fps", 8}}}}, "", own);
  CHECK(recipe.outputs == std::set{jobs::Output::kGif});
  CHECK(recipe.gif.width == 320);
  CHECK(recipe.gif.fps == 8);
  CHECK(jobs::ParseRecipe({{"preset", "web"}}, "", own).mp4.height == 1080);
  CHECK(asked == std::vector<std::string>{"mine"});
}

TEST_CASE("a preset that nobody has is refused at its place, with the names that there are") {
  const auto refusal = [](const Json& recipe, const jobs::OwnPresets& own) {
    try {
      jobs::ParseRecipe(recipe, "/recipe", own);
    } catch (const base::Error& error) {
      CHECK(error.code() == base::ErrorCode::kInvalidRecipe);
      CHECK(error.details().pointer == "/recipe/preset");
      return std::string(error.what());
    }
    return std::string("taken");
  };
  const auto nothing = [](const std::string&) { return std::optional<Json>(); };
  CHECK(refusal({{"preset", "theirs"}}, nothing).find("chat-10mb, archive, or the name of a preset of your own") !=
        std::string::npos);
  CHECK(refusal({{"preset", "theirs"}}, {}).find("your own") == std::string::npos);
  CHECK(refusal({{"preset", "No Name"}}, [](const std::string&) { return std::optional(Json::object()); }) != "taken");
}

TEST_CASE("objects merge deeply over a preset, and lists and null replace") {
  const Json beneath =
      Json::parse(R"({"outputs": ["mp4", "gif"], "mp4": {"crf": 18, "focus": {"x": 0.1, "y": 0.9}, "maxBytes": 7}})");
  const Json recipe =
      Json::parse(R"({"outputs": ["audio"], "mp4": {"focus": {"x": 0.4}, "maxBytes": null}, "gif": {"fps": 5}})");
  CHECK(
      jobs::LayOver(beneath, recipe) ==
      Json::parse(
          R"({"outputs": ["audio"], "mp4": {"crf": 18, "focus": {"x": 0.4, "y": 0.9}, "maxBytes": null}, "gif": {"fps": 5}})"));
}
