#include "catch.h"
#include "jobs/presets.h"
#include "jobs/recipe.h"

using namespace clipbox;
using base::Json;

namespace {

// What the recipe comes to, and that twice.
Json Settings(const char* text) {
  const Json json = jobs::ToJson(jobs::ParseRecipe(base::ParseJson(text)));
  CHECK(jobs::ToJson(jobs::ParseRecipe(json)) == json);
  return json;
}

}  // namespace

TEST_CASE("a recipe written out says every setting in the words in which it was read") {
  const char* const whole = R"({
    "clips": [{"start": 12.5, "end": 32.0, "label": "intro", "focus": {"x": 0.25, "y": 1.0}}],
    "auto": {"from": "even", "count": 7, "maxSeconds": 12.5},
    "outputs": ["mp4", "gif", "webp", "poster", "storyboard", "waveform", "audio", "captions"],
    "mp4": {"cut": "keyframe", "height": 720, "aspect": "16:9", "fit": "blur", "focus": {"x": 0.25, "y": 0.75}, "loudness": -14.5,
            "maxBytes": 1000000, "crf": 18},
    "gif": {"width": 320, "fps": 10, "maxSeconds": 3, "maxBytes": 500000},
    "webp": {"width": 321, "fps": 11, "maxSeconds": 4},
    "storyboard": {"everySeconds": 5, "tileWidth": 120, "columns": 6},
    "audio": {"format": "opus"},
    "captions": {"from": "speech", "burn": true, "style": {"size": 1.5, "position": "top", "color": "#0a80ff"}}})";
  CHECK(Settings(whole) == base::ParseJson(whole));
}

TEST_CASE("a recipe written out says what its preset and the defaults said, and keeps open what was open") {
  const Json json = Settings(R"({"preset": "vertical"})");
  CHECK_FALSE(json.contains("preset"));
  CHECK_FALSE(json.contains("clips"));
  CHECK_FALSE(json["auto"].contains("from"));
  CHECK(json["auto"]["maxSeconds"] == 60);
  CHECK(json["mp4"]["aspect"] == "9:16");
  CHECK(json["captions"]["style"]["color"] == "#ffffff");
  CHECK(Settings(R"({"clips": []})")["clips"] == Json::array());
}
