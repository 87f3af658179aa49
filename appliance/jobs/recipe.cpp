#include "jobs/recipe.h"

#include "base/error.h"
#include "base/json_object.h"
#include "base/text.h"
#include "jobs/recipe_fields.h"

namespace clipbox::jobs {
namespace {

using base::ErrorCode;
using base::Json;
using base::JsonObject;

constexpr base::ObjectRules kRules{ErrorCode::kInvalidRecipe, ErrorCode::kInvalidRecipe, false};

// A field in the object that is read.
struct Place {
  const JsonObject& object;
  std::string_view name;
};

// Each Read leaves `into` as it is where the field is missing.
void Read(const Place& at, Within bounds, double& into) {
  if (const auto number = at.object.FindNumber(at.name, bounds.least, bounds.most)) into = *number;
}

template <std::integral Whole>
void Read(const Place& at, Within bounds, Whole& into) {
  const auto least = static_cast<std::int64_t>(bounds.least);
  const auto number = at.object.FindInteger(at.name, least, static_cast<std::int64_t>(bounds.most));
  if (number) into = static_cast<Whole>(*number);
}

void Read(const Place& at, AsTyped, bool& into) {
  if (const auto flag = at.object.FindFlag(at.name)) into = *flag;
}

template <IsWord Enum>
void Read(const Place& at, AsTyped, Enum& into) {
  if (const auto index = at.object.FindWord(at.name, kWords<Enum>)) into = static_cast<Enum>(*index);
}

void Read(const Place& at, HexColor, std::uint32_t& into) {
  const auto text = at.object.FindText(at.name, 32);
  if (!text) return;
  const bool has_form = text->size() == 7 && text->front() == '#';
  const auto rgb = has_form ? base::ParseHexNumber(std::string_view(*text).substr(1)) : std::nullopt;
  if (!rgb) at.object.Refuse(at.name, "must be a color as #rrggbb");
  into = static_cast<std::uint32_t>(*rgb);
}

void Read(const Place& at, AtMost bound, std::string& into) {
  into = at.object.FindLine(at.name, bound.most).value_or(into);
}

template <IsWord Enum>
void Read(const Place& at, AtMost bound, std::set<Enum>& into) {
  const auto indices = at.object.FindWords(at.name, kWords<Enum>, bound.most);
  if (!indices) return;
  into.clear();
  for (const std::size_t index : *indices) into.insert(static_cast<Enum>(index));
}

template <HasFields T>
void ReadFields(const JsonObject& object, T& into);

template <HasFields T>
std::vector<std::string_view> NamesOf() {
  std::vector<std::string_view> names;
  ForEachField<T>([&](const auto& field) { names.push_back(field.name); });
  return names;
}

template <HasFields T>
void ReadObject(const Json& value, const std::string& pointer, T& into) {
  ReadFields(JsonObject(value, pointer, NamesOf<T>(), kRules), into);
}

template <HasFields T>
void Read(const Place& at, AsTyped, T& into) {
  if (const Json* value = at.object.Find(at.name)) ReadObject(*value, at.object.PointerOf(at.name), into);
}

template <HasFields T>
void Read(const Place& at, AtMost bound, std::vector<T>& into) {
  const Json* list = at.object.FindList(at.name, bound.most);
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i)
    ReadObject((*list)[i], at.object.PointerOf(at.name) + "/" + std::to_string(i), into.emplace_back());
}

template <class Rule, class Value>
void Read(const Place& at, Rule rule, std::optional<Value>& into) {
  if (at.object.Find(at.name) != nullptr) Read(at, rule, into.emplace());
}

// What the fields of an object must be to each other.
template <class T>
void Check(const JsonObject&, const T&) {}

void Check(const JsonObject& object, const RecipeClip& clip) {
  if (clip.end <= clip.start) object.Refuse("end", "must be after start");
}

template <HasFields T>
void ReadFields(const JsonObject& object, T& into) {
  ForEachField<T>([&](const auto& field) {
    auto& value = into.*field.member;
    if (field.traits.needed && object.Find(field.name) == nullptr) object.Refuse(field.name, "is needed");
    using Value = std::remove_reference_t<decltype(value)>;
    if constexpr (IsOptional<Value>) {
      if (!field.traits.left_out && object.IsNull(field.name)) return value.reset();
    } else if constexpr (std::same_as<Value, std::string>) {
      // As plans and artifacts say it of a clip without a name.
      if (object.IsNull(field.name)) return value.clear();
    }
    Read(Place{object, field.name}, field.rule, value);
  });
  Check(object, into);
}

JsonObject Fields(const Json& recipe, const std::string& pointer) {
  std::vector<std::string_view> names = NamesOf<Recipe>();
  names.emplace_back("preset");
  return {recipe, pointer, names, kRules};
}

std::optional<Json> FindBeneath(const std::string& name, const OwnPresets& own) {
  if (const Preset* built_in = FindPreset(name)) return built_in->recipe;
  return own && IsPresetName(name) ? own(name) : std::nullopt;
}

// The recipe laid over the preset that it names.
Json ResolvePreset(const Json& json, const JsonObject& recipe, const OwnPresets& own) {
  if (recipe.IsNull("preset")) return json;
  const auto name = recipe.FindText("preset", kMaxPresetNameBytes);
  if (!name) return json;
  if (const auto beneath = FindBeneath(*name, own)) return LayOver(*beneath, json);
  std::string known;
  for (const std::string_view one : PresetNames()) known.append(known.empty() ? "" : ", ").append(one);
  recipe.Refuse("preset", "must be one of: " + known + (own ? ", or the name of a preset of your own" : ""));
}

}  // namespace

std::string_view ToText(Output output) { return WordOf(output); }

const Recipe& JobRecipe::Get() const {
  if (!resolved) {
    throw base::Error(ErrorCode::kInvalidRecipe,
                      "The job's recipe was given to an earlier version and is not taken any more; give it another.",
                      {.pointer = "/recipe"});
  }
  return *resolved;
}

JobRecipe AcceptRecipe(const Json& json, const std::string& base_pointer, const OwnPresets& own) {
  return {base::DumpJson(json), ParseRecipe(json, base_pointer, own)};
}

Recipe ParseRecipe(const Json& json, const std::string& base_pointer, const OwnPresets& own) {
  const Json resolved = ResolvePreset(json, Fields(json, base_pointer), own);
  Recipe recipe;
  ReadFields(Fields(resolved, base_pointer), recipe);
  return recipe;
}

}  // namespace clipbox::jobs
