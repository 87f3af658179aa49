#include "base/error.h"
#include "base/json_object.h"
#include "base/text.h"
#include "http/api/api.h"
#include "http/api/job_calls.h"
#include "jobs/presets.h"
#include "jobs/recipe.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::JsonObject;

constexpr std::size_t kMaxPresetTitleBytes = 200;
constexpr std::size_t kMaxPresetRecipeBytes = 32 << 10;  // a hundred of them are read for a list

Json PresetJson(const jobs::Preset& preset, bool own) {
  return {{"name", preset.name}, {"title", preset.title}, {"recipe", preset.recipe}, {"own", own}};
}

Response ListPresets(const Api& api, Request& request) {
  Json items = Json::array();
  for (const jobs::Preset& preset : jobs::Presets()) items.push_back(PresetJson(preset, false));
  for (const jobs::Preset& preset : api.store.presets.List(UserOf(request))) items.push_back(PresetJson(preset, true));
  return JsonResponse({{"items", std::move(items)}});
}

std::string NewPresetNameOf(const Request& request) {
  const std::string& name = request.PathValue("name");
  if (!jobs::IsPresetName(name)) {
    throw Error(ErrorCode::kInvalidField,
                "Choose a name of 1 to 40 lower-case letters, digits and \"-\" for the preset.", {.pointer = "/name"});
  }
  if (jobs::FindPreset(name) != nullptr) {
    throw Error(ErrorCode::kNameTaken,
                "The preset " + name + " is built in and stays as it is: choose another name for yours.");
  }
  return name;
}

// As it was given: what it lies beneath is checked again as a whole each time.
Json ReadPresetRecipe(const JsonObject& body) {
  const Json* recipe = body.Find("recipe");
  if (recipe == nullptr) body.Refuse("recipe", "is needed");
  const std::string pointer = body.PointerOf("recipe");
  if (recipe->is_object() && recipe->contains("preset") && !recipe->at("preset").is_null()) {
    throw Error(ErrorCode::kInvalidRecipe, "A preset names no other preset: write out what that one says.",
                {.pointer = pointer + "/preset"});
  }
  jobs::ParseRecipe(*recipe, pointer);
  if (base::DumpJson(*recipe).size() > kMaxPresetRecipeBytes) {
    throw Error(ErrorCode::kInvalidRecipe, "A preset's recipe has at most 32,768 bytes: leave some clips out.",
                {.pointer = pointer});
  }
  return *recipe;
}

std::string ReadPresetTitle(const JsonObject& body) {
  const std::string title = body.FindLine("title", kMaxPresetTitleBytes).value_or("");
  if (base::Trim(title).empty()) body.Refuse("title", "must not be empty");
  return title;
}

Response PutPreset(const Api& api, Request& request) {
  jobs::Preset preset;
  preset.name = NewPresetNameOf(request);
  const Json json = request.Json();
  const JsonObject body(json, "", {"title", "recipe"});
  preset.title = ReadPresetTitle(body);
  preset.recipe = ReadPresetRecipe(body);
  const bool is_new = api.store.presets.Put(UserOf(request), preset);
  return JsonResponse(PresetJson(preset, true), is_new ? 201 : 200);
}

Response DeletePreset(const Api& api, Request& request) {
  api.store.presets.Delete(UserOf(request), request.PathValue("name"));
  return NoContent();
}

}  // namespace

void AddPresetRoutes(Router& router, const Api& api) {
  const ApiRoutes routes{router, api, "presets"};
  routes.Add("GET", "/api/v1/presets", "listPresets", ListPresets,
             {.summary = "Recipes with a name: the built-in ones, then one's own", .response_schema = "PresetList"});
  routes.Add("PUT", "/api/v1/presets/{name}", "putPreset", PutPreset,
             {.summary = "Keep a recipe under a name of one's own, or replace it; 201 where it is new. Jobs keep what "
                         "a preset was when they were given it",
              .request_schema = "NewPreset",
              .response_schema = "Preset"});
  routes.Add("DELETE", "/api/v1/presets/{name}", "deletePreset", DeletePreset,
             {.summary = "Delete a preset of one's own", .success = 204});
}

}  // namespace clipbox::http
