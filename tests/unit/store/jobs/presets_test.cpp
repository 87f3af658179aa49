#include "catch.h"
#include "unit/store/world.h"

using namespace clipbox;
using namespace clipbox::store;
using base::ErrorCode;
using base::Json;

namespace {

jobs::Preset Look(const std::string& name, int width = 320) {
  return {name, "A look", Json{{"gif", {{"width", width}}}}};
}

std::vector<std::string> PresetNamesOf(World& world, const jobs::UserId& user) {
  std::vector<std::string> names;
  for (const jobs::Preset& preset : world.store().presets.List(user)) names.push_back(preset.name);
  return names;
}

}  // namespace

TEST_CASE("a person's presets are listed by name, and nobody else's") {
  World world;
  CHECK(world.store().presets.Put(world.ann, Look("small")));
  CHECK(world.store().presets.Put(world.ann, Look("large", 640)));
  CHECK(world.store().presets.Put(world.bob, Look("small", 100)));
  CHECK(PresetNamesOf(world, world.ann) == std::vector<std::string>{"large", "small"});
  CHECK(PresetNamesOf(world, world.bob) == std::vector<std::string>{"small"});
  CHECK(world.store().presets.FindRecipe(world.ann, "small") == Look("small").recipe);
  CHECK(world.store().presets.FindRecipe(world.bob, "small") == Look("small", 100).recipe);
  CHECK_FALSE(world.store().presets.FindRecipe(world.bob, "large"));
}

TEST_CASE("a preset that is put again is replaced, and survives a restart") {
  World world;
  world.store().presets.Put(world.ann, Look("small"));
  CHECK_FALSE(world.store().presets.Put(world.ann, {"small", "Another", Json::object()}));
  world.Reboot("next");
  const auto presets = world.store().presets.List(world.ann);
  REQUIRE(presets.size() == 1);
  CHECK(presets[0].title == "Another");
  CHECK(presets[0].recipe == Json::object());
}

TEST_CASE("a preset is deleted once, and by nobody else") {
  World world;
  world.store().presets.Put(world.ann, Look("small"));
  CHECK(ErrorOf([&] { world.store().presets.Delete(world.bob, "small"); }).code() == ErrorCode::kNotFound);
  world.store().presets.Delete(world.ann, "small");
  CHECK(ErrorOf([&] { world.store().presets.Delete(world.ann, "small"); }).code() == ErrorCode::kNotFound);
}

TEST_CASE("a person has a hundred presets at most, each of which can still be replaced") {
  World world;
  for (int i = 0; i < kMaxPresets; ++i) world.store().presets.Put(world.ann, Look("look-" + std::to_string(i)));
  CHECK(ErrorOf([&] { world.store().presets.Put(world.ann, Look("one-more")); }).code() == ErrorCode::kTooMany);
  CHECK_FALSE(world.store().presets.Put(world.ann, Look("look-7", 100)));
  CHECK(world.store().presets.Put(world.bob, Look("one-more")));
  CHECK(world.Count("SELECT count(*) FROM presets") == kMaxPresets + 1);
}

TEST_CASE("presets go with the person who made them") {
  World world;
  world.store().presets.Put(world.ann, Look("small"));
  world.database().Write([&](sqlite::Connection& db) { db.Run("RemoveUser", {{":id", world.ann}}); });
  CHECK(world.Count("SELECT count(*) FROM presets") == 0);
}
