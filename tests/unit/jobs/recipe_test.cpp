#include "jobs/recipe.h"

#include <limits>
#include <string>

#include "base/error.h"
#include "catch.h"

using namespace clipbox;
using base::ErrorCode;
using base::Json;
using jobs::Output;
using jobs::ParseRecipe;
using jobs::Recipe;

namespace {

struct Refused {
  ErrorCode code;
  std::string pointer;
  bool operator==(const Refused&) const = default;
};

std::optional<Refused> Refusal(const Json& json, const std::string& base_pointer = "") {
  try {
    ParseRecipe(json, base_pointer);
    return std::nullopt;
  } catch (const base::Error& error) {
    return Refused{error.code(), error.details().pointer};
  }
}

Json Clips(std::size_t count) {
  Json clips = Json::array();
  for (std::size_t i = 0; i < count; ++i) clips.push_back({{"start", 0}, {"end", 1}});
  return {{"clips", clips}};
}

}  // namespace

TEST_CASE("an empty recipe has the defaults of the contract") {
  const Recipe recipe = ParseRecipe(Json::object());
  CHECK_FALSE(recipe.clips.has_value());
  CHECK_FALSE(recipe.automatic.from.has_value());
  CHECK(recipe.automatic.count == 5);
  CHECK(recipe.automatic.max_seconds == 30);
  CHECK(recipe.outputs == std::set<Output>{Output::kMp4, Output::kGif, Output::kPoster, Output::kStoryboard});
  CHECK(recipe.mp4.cut == jobs::Cut::kSmart);
  CHECK(recipe.mp4.crf == 23);
  CHECK_FALSE(recipe.mp4.height.has_value());
  CHECK(recipe.gif.width == 480);
  CHECK(recipe.storyboard.columns == 10);
}

TEST_CASE("the whole recipe of the contract is read") {
  const Recipe recipe = ParseRecipe(Json::parse(R"({
    "clips": [{"start": 12.5, "end": 32.0, "label": "intro"}, {"start": 0, "end": 1}],
    "auto": {"from": "even", "count": 7, "maxSeconds": 12.5},
    "outputs": ["mp4", "audio", "mp4"],
    "mp4": {"cut": "exact", "height": 720, "crf": 18},
    "gif": {"width": 320, "fps": 10, "maxSeconds": 3},
    "storyboard": {"everySeconds": 5, "tileWidth": 120, "columns": 6}})"));
  REQUIRE(recipe.clips->size() == 2);
  CHECK(recipe.clips->at(0).start == 12.5);
  CHECK(recipe.clips->at(0).end == 32.0);
  CHECK(recipe.clips->at(0).label == "intro");
  CHECK(recipe.clips->at(1).label.empty());
  CHECK(recipe.automatic.from == jobs::AutoFrom::kEven);
  CHECK(recipe.automatic.count == 7);
  CHECK(recipe.automatic.max_seconds == 12.5);
  CHECK(recipe.outputs == std::set<Output>{Output::kMp4, Output::kAudio});
  CHECK(recipe.mp4.cut == jobs::Cut::kExact);
  CHECK(recipe.mp4.height == 720);
  CHECK(recipe.mp4.crf == 18);
  CHECK(recipe.gif.fps == 10);
  CHECK(recipe.storyboard.tile_width == 120);
}

TEST_CASE("an empty list of clips means no clips, and is not the same as none given") {
  const Recipe recipe = ParseRecipe(Json::parse(R"({"clips": []})"));
  REQUIRE(recipe.clips.has_value());
  CHECK(recipe.clips->empty());
}

TEST_CASE("a clip whose label is null has none, as plans and artifacts say it") {
  const Recipe recipe =
      ParseRecipe(Json::parse(R"({"clips": [{"start": 0, "end": 1, "label": null, "focus": null}]})"));
  CHECK(recipe.clips->at(0).label.empty());
  CHECK_FALSE(recipe.clips->at(0).focus);
}

TEST_CASE("200 clips are taken and 201 are refused") {
  CHECK(ParseRecipe(Clips(200)).clips->size() == 200);
  CHECK(Refusal(Clips(201)) == Refused{ErrorCode::kInvalidRecipe, "/clips"});
}

TEST_CASE("what is wrong in a recipe is refused with the pointer of the field") {
  struct Case {
    const char* json;
    const char* pointer;
  };
  const Case cases[] = {
      {R"([])", ""},
      {R"({"clip": []})", "/clip"},
      {R"({"a/b~c": 1})", "/a~1b~0c"},
      {R"({"clips": {}})", "/clips"},
      {R"({"clips": null})", "/clips"},
      {R"({"clips": [5]})", "/clips/0"},
      {R"({"clips": [{"end": 5}]})", "/clips/0/start"},
      {R"({"clips": [{"start": 5}]})", "/clips/0/end"},
      {R"({"clips": [{"start": -0.1, "end": 5}]})", "/clips/0/start"},
      {R"({"clips": [{"start": "0", "end": 5}]})", "/clips/0/start"},
      {R"({"clips": [{"start": 0, "end": 1}, {"start": 5, "end": 5}]})", "/clips/1/end"},
      {R"({"clips": [{"start": 5, "end": 4}]})", "/clips/0/end"},
      {R"({"clips": [{"start": 0, "end": 1, "label": 7}]})", "/clips/0/label"},
      {R"({"clips": [{"start": 0, "end": 1, "stop": 7}]})", "/clips/0/stop"},
      {R"({"auto": {"from": "words"}})", "/auto/from"},
      {R"({"auto": {"count": 0}})", "/auto/count"},
      {R"({"auto": {"count": 201}})", "/auto/count"},
      {R"({"auto": {"count": 1.5}})", "/auto/count"},
      {R"({"auto": {"maxSeconds": 0}})", "/auto/maxSeconds"},
      {R"({"auto": {"maxSeconds": true}})", "/auto/maxSeconds"},
      {R"({"outputs": "mp4"})", "/outputs"},
      {R"({"outputs": ["mp4", "avi"]})", "/outputs/1"},
      {R"({"outputs": [4]})", "/outputs/0"},
      {R"({"mp4": 4})", "/mp4"},
      {R"({"mp4": {"codec": "av1"}})", "/mp4/codec"},
      {R"({"mp4": {"cut": "fast"}})", "/mp4/cut"},
      {R"({"mp4": {"height": 0}})", "/mp4/height"},
      {R"({"mp4": {"crf": 52}})", "/mp4/crf"},
      {R"({"mp4": {"crf": 0}})", "/mp4/crf"},
      {R"({"mp4": {"crf": null}})", "/mp4/crf"},
      {R"({"mp4": {"aspect": "4:3"}})", "/mp4/aspect"},
      {R"({"mp4": {"fit": 1}})", "/mp4/fit"},
      {R"({"mp4": {"focus": {"x": 2}}})", "/mp4/focus/x"},
      {R"({"mp4": {"loudness": "loud"}})", "/mp4/loudness"},
      {R"({"mp4": {"maxBytes": -1}})", "/mp4/maxBytes"},
      {R"({"gif": {"width": 100000}})", "/gif/width"},
      {R"({"gif": {"fps": 0}})", "/gif/fps"},
      {R"({"gif": {"maxSeconds": 61}})", "/gif/maxSeconds"},
      {R"({"webp": {"speed": 1}})", "/webp/speed"},
      {R"({"storyboard": {"everySeconds": 0}})", "/storyboard/everySeconds"},
      {R"({"storyboard": {"columns": 0}})", "/storyboard/columns"},
      {R"({"audio": {"format": "wav"}})", "/audio/format"},
      {R"({"captions": {"burn": "no"}})", "/captions/burn"},
      {R"({"captions": {"style": {"font": "x"}}})", "/captions/style/font"},
      {R"({"captions": {"style": {"color": "white"}}})", "/captions/style/color"},
      {R"({"captions": {"style": {"color": "#12345"}}})", "/captions/style/color"},
      {R"({"captions": {"style": {"color": "#12345g"}}})", "/captions/style/color"},
      {R"({"captions": {"style": {"position": "middle"}}})", "/captions/style/position"},
      {R"({"mp4": {"loudness": 1}})", "/mp4/loudness"},
      {R"({"gif": {"maxBytes": 0.5}})", "/gif/maxBytes"},
      {R"({"preset": "web", "mp4": {"focus": {"z": 1}}})", "/mp4/focus/z"},
      {R"({"preset": "web", "mp4": 5})", "/mp4"},
      {R"({"preset": "mine"})", "/preset"},
      {R"({"preset": 1})", "/preset"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.json);
    CHECK(Refusal(Json::parse(c.json)) == Refused{ErrorCode::kInvalidRecipe, c.pointer});
  }
}

TEST_CASE("numbers that are not finite are refused") {
  const double bad[] = {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()};
  for (const double number : bad) {
    CHECK(Refusal({{"clips", {{{"start", number}, {"end", 5}}}}}) ==
          Refused{ErrorCode::kInvalidRecipe, "/clips/0/start"});
    CHECK(Refusal({{"clips", {{{"start", 0}, {"end", number}}}}}) ==
          Refused{ErrorCode::kInvalidRecipe, "/clips/0/end"});
  }
}

TEST_CASE("a preset lies beneath the recipe that names it") {
  const Recipe vertical =
      ParseRecipe(Json::parse(R"({"preset": "vertical", "outputs": ["mp4"], "mp4": {"focus": {"x": 0.2}}})"));
  CHECK(vertical.mp4.aspect == jobs::Aspect::kTall);
  CHECK(vertical.mp4.focus.x == 0.2);
  CHECK(vertical.mp4.loudness == -14);
  CHECK(vertical.outputs == std::set<Output>{Output::kMp4});
  const Recipe chat = ParseRecipe(Json::parse(R"({"preset": "chat-10mb"})"));
  CHECK(chat.mp4.max_bytes == 10'000'000);
  CHECK_FALSE(
      ParseRecipe(Json::parse(R"({"preset": "chat-10mb", "mp4": {"maxBytes": null}})")).mp4.max_bytes.has_value());
  for (const char* name : {"web", "vertical", "docs-gif", "chat-10mb", "archive"})
    CHECK_FALSE(Refusal({{"preset", name}}));
}

TEST_CASE("every output and every way of a cut, a shape and a sound is taken") {
  const Recipe recipe = ParseRecipe(Json::parse(R"({
    "outputs": ["mp4", "gif", "webp", "poster", "storyboard", "waveform", "audio", "captions"],
    "mp4": {"cut": "keyframe", "aspect": "1:1", "fit": "pad", "loudness": -16.5, "maxBytes": 5000000},
    "gif": {"maxBytes": 700000}, "audio": {"format": "mp3"}, "captions": {"burn": true}})"));
  CHECK(recipe.outputs.size() == 8);
  CHECK(recipe.mp4.cut == jobs::Cut::kKeyframe);
  CHECK(recipe.mp4.aspect == jobs::Aspect::kSquare);
  CHECK(recipe.mp4.fit == jobs::Fit::kPad);
  CHECK(recipe.mp4.loudness == -16.5);
  CHECK(recipe.mp4.max_bytes == 5'000'000);
  CHECK(recipe.gif.max_bytes == 700'000);
  CHECK(recipe.audio.format == jobs::SoundFile::kMp3);
  CHECK(recipe.captions.burn);
}

TEST_CASE("what a recipe says of outputs that it does not want is read all the same") {
  const Recipe recipe = ParseRecipe(Json::parse(R"({
    "mp4": {"fit": "blur", "focus": {"x": 0.2}},
    "webp": {"width": 320, "fps": 20, "maxSeconds": 4},
    "captions": {"from": "speech", "style": {"size": 1.5, "position": "top", "color": "#Ff8000"}}})"));
  CHECK(recipe.mp4.fit == jobs::Fit::kBlur);
  CHECK(recipe.mp4.focus.x == 0.2);
  CHECK(recipe.mp4.focus.y == 0.5);
  CHECK(recipe.webp.width == 320);
  CHECK(recipe.webp.fps == 20);
  CHECK(recipe.webp.max_seconds == 4);
  CHECK(recipe.captions.from == jobs::CaptionsFrom::kSpeech);
  CHECK(recipe.captions.style.size == 1.5);
  CHECK(recipe.captions.style.position == jobs::CaptionsPosition::kTop);
  CHECK(recipe.captions.style.rgb == 0xff8000);
}

TEST_CASE("defaults given explicitly ask for nothing and are taken") {
  CHECK_FALSE(Refusal(Json::parse(R"({
    "mp4": {"cut": "smart", "height": null, "aspect": "source", "fit": "crop", "focus": {"x": 0.5, "y": 0.5}, "loudness": null,
            "maxBytes": null, "crf": 23},
    "gif": {"width": 480, "fps": 12, "maxSeconds": 6, "maxBytes": null},
    "webp": {"width": 480, "fps": 15, "maxSeconds": 6},
    "audio": {"format": "m4a"},
    "captions": {"from": "sidecar", "burn": false, "style": {"size": 1.0, "position": "bottom", "color": "#ffffff"}},
    "preset": null})")));
}

TEST_CASE("the pointer starts where the recipe lies in the body") {
  CHECK(Refusal(Json::parse(R"({"gif": {"fps": 0}})"), "/recipe") ==
        Refused{ErrorCode::kInvalidRecipe, "/recipe/gif/fps"});
  CHECK(Refusal(Json(3), "/recipe") == Refused{ErrorCode::kInvalidRecipe, "/recipe"});
}

TEST_CASE("a whole number may be written with a fraction of zero") {
  CHECK(ParseRecipe(Json::parse(R"({"gif": {"width": 320.0}})")).gif.width == 320);
}

TEST_CASE("a label with characters that control a line or its direction is refused with its pointer") {
  for (const char* label : {"a\\u0000b", "a\\nb", "\\u001b[2J", "a\\u007f", "a\\u0085b", "a\\u2028b", "a\\u202eb",
                            "\\u2066a", "a\\u2069", "a\\u200f", "\\ufeffa", "a\\tb"}) {
    CAPTURE(label);
    const Json json = Json::parse(
        std::string(R"({"clips": [{"start": 0, "end": 1}, {"start": 0, "end": 1, "label": ")") + label + R"("}]})");
    CHECK(Refusal(json) == Refused{ErrorCode::kInvalidRecipe, "/clips/1/label"});
  }
  for (const char* label : {"Ünï – 日本語 🎬", "שלום!", "a\u00a0b"}) {
    CHECK_FALSE(Refusal({{"clips", {{{"start", 0}, {"end", 1}, {"label", label}}}}}));
  }
}
