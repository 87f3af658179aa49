#include "jobs/presets.h"

#include "catch.h"
#include "jobs/recipe.h"

using namespace clipbox;
using base::Json;

TEST_CASE("the presets are those of the contract, each with a title") {
  std::vector<std::string> names;
  for (const jobs::Preset& preset : jobs::Presets()) {
    CHECK_FALSE(preset.title.empty());
    names.push_back(preset.name);
  }
  CHECK(names == std::vector<std::string>{"web", "vertical", "docs-gif", "chat-10mb", "archive"});
}

TEST_CASE("a preset is found by its name, and another name finds none") {
  REQUIRE(jobs::FindPreset("docs-gif") != nullptr);
  CHECK(jobs::FindPreset("docs-gif")->recipe.at("outputs").front() == "gif");
  CHECK(jobs::FindPreset("docs") == nullptr);
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
