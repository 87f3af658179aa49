#include "jobs/presets.h"

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
