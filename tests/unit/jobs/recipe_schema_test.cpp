// Every field of the recipe at its bounds and beyond them: what the parser takes is what the schema of the API says.
#include <cmath>
#include <functional>
#include <limits>
#include <regex>

#include "base/error.h"
#include "catch.h"
#include "jobs/recipe.h"

using namespace clipbox;
using base::Json;

namespace {

// The part of JSON Schema that the description uses.
bool Accepts(const Json& schema, const Json& value);

bool IsWhole(const Json& value) { return value.is_number() && value == std::floor(value.get<double>()); }

bool HasType(const std::string& type, const Json& value) {
  return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
         (type == "string" && value.is_string()) || (type == "boolean" && value.is_boolean()) ||
         (type == "number" && value.is_number()) || (type == "integer" && IsWhole(value)) ||
         (type == "null" && value.is_null());
}

bool AcceptsObject(const Json& schema, const Json& value) {
  for (const Json& name : schema["required"]) {
    if (!value.contains(name.get<std::string>())) return false;
  }
  return std::all_of(value.items().begin(), value.items().end(), [&](const auto& field) {
    return schema["properties"].contains(field.key()) && Accepts(schema["properties"][field.key()], field.value());
  });
}

bool Accepts(const Json& schema, const Json& value) {
  if (schema.contains("anyOf")) return Accepts(schema["anyOf"][0], value) || Accepts(schema["anyOf"][1], value);
  if (!HasType(schema.at("type"), value)) return false;
  if (value.is_object()) return AcceptsObject(schema, value);
  if (value.is_array())
    return value.size() <= schema.at("maxItems") &&
           std::all_of(value.begin(), value.end(), [&](const Json& item) { return Accepts(schema["items"], item); });
  if (value.is_number()) return value >= schema.at("minimum") && value <= schema.at("maximum");
  if (!value.is_string()) return true;
  const auto text = value.get<std::string>();
  const Json words = schema.value("enum", Json::array({text}));
  return std::find(words.begin(), words.end(), text) != words.end() &&
         text.size() <= schema.value("maxLength", text.size()) &&
         std::regex_match(text, std::regex(schema.value("pattern", "[^]*")));
}

std::optional<std::string> PointerOfRefusal(const Json& recipe) {
  try {
    jobs::ParseRecipe(recipe);
    return std::nullopt;
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kInvalidRecipe);
    return error.details().pointer;
  }
}

// A field, in a recipe that has little else.
struct Spot {
  std::string pointer;
  std::function<Json(const Json&)> recipe_with;

  Spot At(const std::string& step, const std::function<Json(const Json&)>& wrap) const {
    return {pointer + "/" + step, [*this, wrap](const Json& value) { return recipe_with(wrap(value)); }};
  }
};

class Walk {
 public:
  explicit Walk(const Json& schema) : whole_(schema) {}

  void Visit(const Json& schema, const Spot& spot) {
    const bool optional = schema.contains("anyOf");
    const Json& inner = optional ? schema["anyOf"][0] : schema;
    if (!spot.pointer.empty()) Hold(spot, nullptr, optional);
    VisitType(inner, spot);
    if (!schema.contains("default")) return;
    ++defaults;
    CHECK(Accepts(schema, schema["default"]));
    if (spot.pointer == "/preset" || spot.pointer.starts_with("/clips/0/"))
      return;  // not in every recipe that is printed
    CHECK(jobs::ToJson(jobs::Recipe{}).at(Json::json_pointer(spot.pointer)) == schema["default"]);
  }

  int fields = 0;
  int defaults = 0;

 private:
  void VisitType(const Json& schema, const Spot& spot) {
    const std::string type = schema.at("type");
    if (type == "object") return VisitObject(schema, spot);
    ++fields;
    if (type == "array") return VisitList(schema, spot);
    if (type == "boolean") return HoldEach(spot, {true, false}, {"true", 1});
    if (type == "string") return VisitText(schema, spot);
    VisitNumber(schema, spot);
    if (type == "integer") HoldEach(spot, {}, {schema["minimum"].get<double>() + 0.5});
  }

  void VisitObject(const Json& schema, const Spot& spot) {
    HoldEach(spot, {}, {4, Json::array()});
    for (const auto& [name, field] : schema["properties"].items()) Visit(field, Member(schema, spot, name));
    Hold(Member(schema, spot, "noSuchField"), 1, false);
  }

  // Where it is not the one that is looked at, a clip starts at the beginning and ends at the end.
  static Spot Member(const Json& schema, const Spot& spot, const std::string& name) {
    Json others = Json::object();
    if (!schema["required"].empty()) others = {{"start", 0}, {"end", schema["properties"]["end"]["maximum"]}};
    return spot.At(name, [others, name](const Json& value) {
      Json object = others;
      object[name] = value;
      return object;
    });
  }

  void VisitList(const Json& schema, const Spot& spot) {
    const bool of_words = schema["items"].contains("enum");
    const Json item = of_words ? schema["items"]["enum"][0] : Json{{"start", 0}, {"end", 1}};
    const std::size_t most = schema["maxItems"];
    HoldEach(spot, {Json::array(), std::vector<Json>(most, item)}, {4, item, std::vector<Json>(most + 1, item)});
    Visit(schema["items"], spot.At("0", [](const Json& value) { return Json::array({value}); }));
  }

  void VisitText(const Json& schema, const Spot& spot) {
    HoldEach(spot, {}, {4});
    if (spot.pointer == "/preset")  // what else it may name depends on who asks
      return HoldEach(spot, schema.at("examples"), {"", "Web", "docs gif", "w\u00E9b", std::string(41, 'x')});
    for (const Json& word : schema.value("enum", Json::array()))
      HoldEach(spot, {word}, {word.get<std::string>() + "x"});
    if (schema.contains("pattern")) HoldEach(spot, {"#0aF9ff"}, {"#0aF9f", "#0aF9fff", "#0aF9fg", "00aF9ff"});
    if (!schema.contains("maxLength")) return;
    const std::size_t most = schema["maxLength"];
    HoldEach(spot, {"", std::string(most, 'x')}, {std::string(most + 1, 'x')});
  }

  void VisitNumber(const Json& schema, const Spot& spot) {
    const double least = schema["minimum"];
    const double most = schema["maximum"];
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    HoldEach(spot, {}, {"1", true, std::nextafter(least, -kInfinity), std::nextafter(most, kInfinity)});
    // A clip that starts at the greatest end, or ends at the least start, has no length.
    if (spot.pointer != "/clips/0/end") HoldEach(spot, {schema["minimum"], least}, {});
    if (spot.pointer != "/clips/0/start") HoldEach(spot, {schema["maximum"], most}, {});
  }

  void HoldEach(const Spot& spot, const std::vector<Json>& taken, const std::vector<Json>& refused) {
    for (const Json& value : taken) Hold(spot, value, true);
    for (const Json& value : refused) Hold(spot, value, false);
  }

  void Hold(const Spot& spot, const Json& value, bool taken) {
    const Json recipe = spot.recipe_with(value);
    CAPTURE(spot.pointer, value.dump().substr(0, 80));
    CHECK(PointerOfRefusal(recipe) == (taken ? std::nullopt : std::optional(spot.pointer)));
    CHECK(Accepts(whole_, recipe) == taken);
    if (!taken) return;
    const Json printed = jobs::ToJson(jobs::ParseRecipe(recipe));
    CHECK(Accepts(whole_, printed));
    CHECK(base::DumpJson(jobs::ToJson(jobs::ParseRecipe(printed))) == base::DumpJson(printed));
  }

  const Json& whole_;
};

}  // namespace

TEST_CASE("each field of a recipe is taken at its bounds, refused beyond them with its pointer, and described so") {
  const Json schema = jobs::RecipeSchema();
  Walk walk(schema);
  walk.Visit(schema, {"", [](const Json& value) { return value; }});
  CHECK(walk.fields >= 35);
  CHECK(walk.defaults >= 25);
}

TEST_CASE("the schema names bounds, words and defaults") {
  const Json fields = jobs::RecipeSchema()["properties"];
  CHECK(fields["mp4"]["properties"]["crf"] ==
        Json{{"type", "integer"}, {"minimum", 1}, {"maximum", 51}, {"default", 23}});
  CHECK(fields["mp4"]["properties"]["maxBytes"] ==
        Json::parse(R"({"anyOf": [{"type": "integer", "minimum": 1, "maximum": 1000000000000000}, {"type": "null"}],
                        "default": null})"));
  CHECK(fields["auto"]["properties"]["from"] ==
        Json::parse(R"({"type": "string", "enum": ["chapters", "scenes", "even"]})"));
  CHECK(fields["clips"]["items"]["required"] == Json{"start", "end"});
  CHECK(fields["preset"]["anyOf"][0]["examples"][1] == "vertical");
}
