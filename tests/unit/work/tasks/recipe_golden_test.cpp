// What recipes were printed as and which keys their artifacts had when this was written. Both are in people's databases
// and stores: no later program may say otherwise.
#include "base/json.h"
#include "catch.h"
#include "file_text.h"
#include "jobs/artifact.h"
#include "jobs/recipe.h"
#include "work/tasks/artifact_key.h"

using namespace clipbox;
using base::Json;

namespace {

constexpr const char* kTypes[] = {"clip",           "gif",      "webp",           "poster", "storyboard",
                                  "storyboard_vtt", "waveform", "waveform_peaks", "audio",  "captions"};

Json KeysOf(const jobs::Recipe& recipe) {
  jobs::Job job;
  job.id.value = "J";
  job.source_key = "clipbox/sources/J/1";
  media::Span span;
  span.clip = media::Clip{{1, 3.5}, 3.5, "intro"};
  span.file_stem = "01-intro";
  const work::SpanPayload payload{.span = span, .share = 1, .source_etag = "etag"};
  Json keys = Json::object();
  for (const char* type : kTypes) {
    keys[type] = work::ArtifactKey({"clipbox/", "0123456789abcdef"}, job, recipe, payload,
                                   jobs::ArtifactTypeFromText(type).value(), "captions-1");
  }
  return keys;
}

}  // namespace

TEST_CASE("recipes are printed and artifacts have the keys as they always were") {
  const Json cases = base::ParseJson(test::ReadText(CLIPBOX_GOLDEN "/recipes.json"));
  REQUIRE(cases.size() >= 20);
  for (const Json& each : cases) {
    CAPTURE(each.at("recipe").dump());
    const jobs::Recipe recipe = jobs::ParseRecipe(each.at("recipe"));
    CHECK(base::DumpJson(jobs::ToJson(recipe)) == each.at("printed").get<std::string>());
    CHECK(KeysOf(recipe) == each.at("keys"));
  }
}
