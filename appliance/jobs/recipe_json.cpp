// Recipes as JSON, and what that JSON may be: both by the rows of the fields.
#include <string>

#include "base/encoding.h"
#include "jobs/presets.h"
#include "jobs/recipe_fields.h"

namespace clipbox::jobs {
namespace {

using base::Json;

std::string ColorText(std::uint32_t rgb) {
  const auto byte = [&](int shift) { return static_cast<char>(rgb >> shift & 255); };
  return "#" + base::ToHex(std::string{byte(16), byte(8), byte(0)});
}

template <HasFields T>
Json PrintFields(const T& from);

template <class Rule, class Value>
Json Print(Rule rule, const Value& value) {
  if constexpr (IsOptional<Value>) {
    return value ? Print(rule, *value) : Json();
  } else if constexpr (IsList<Value>) {
    Json list = Json::array();
    for (const auto& item : value) list.push_back(Print(AsTyped{}, item));
    return list;
  } else if constexpr (HasFields<Value>) {
    return PrintFields(value);
  } else if constexpr (IsWord<Value>) {
    return WordOf(value);
  } else if constexpr (std::same_as<Rule, HexColor>) {
    return ColorText(value);
  } else {
    return value;
  }
}

template <HasFields T>
Json PrintFields(const T& from) {
  Json json = Json::object();
  ForEachField<T>([&](const auto& field) {
    Json value = Print(field.rule, from.*field.member);
    if (!field.traits.left_out || !value.is_null()) json[std::string(field.name)] = std::move(value);
  });
  return json;
}

template <HasFields T>
Json ObjectSchema();

template <class T>
Json BoundsSchema(Within bounds) {
  if constexpr (std::integral<T>)
    return {{"type", "integer"}, {"minimum", T(bounds.least)}, {"maximum", T(bounds.most)}};
  else
    return {{"type", "number"}, {"minimum", bounds.least}, {"maximum", bounds.most}};
}

template <class T, class Rule>
Json Schema(Rule rule) {
  if constexpr (IsOptional<T>)
    return Schema<typename T::value_type>(rule);
  else if constexpr (IsList<T>)
    return {{"type", "array"}, {"items", Schema<typename T::value_type>(AsTyped{})}, {"maxItems", rule.most}};
  else if constexpr (HasFields<T>)
    return ObjectSchema<T>();
  else if constexpr (IsWord<T>)
    return {{"type", "string"}, {"enum", kWords<T>}};
  else if constexpr (std::same_as<Rule, Within>)
    return BoundsSchema<T>(rule);
  else if constexpr (std::same_as<Rule, AtMost>)
    return {{"type", "string"}, {"maxLength", rule.most}};
  else if constexpr (std::same_as<Rule, HexColor>)
    return {{"type", "string"}, {"pattern", "^#[0-9A-Fa-f]{6}$"}};
  else
    return {{"type", "boolean"}};
}

Json OrNull(Json schema) { return {{"anyOf", Json::array({std::move(schema), {{"type", "null"}}})}}; }

template <class Owner, class Value, class Rule>
Json FieldSchema(const Field<Owner, Value, Rule>& field) {
  Json schema = Schema<Value>(field.rule);
  if (field.traits.needed || field.traits.left_out || HasFields<Value>) return schema;
  if (IsOptional<Value> || std::same_as<Value, std::string>) schema = OrNull(std::move(schema));
  schema["default"] = Print(field.rule, Owner{}.*field.member);
  return schema;
}

template <HasFields T>
Json ObjectSchema() {
  Json properties = Json::object();
  Json required = Json::array();
  ForEachField<T>([&](const auto& field) {
    properties[std::string(field.name)] = FieldSchema(field);
    if (field.traits.needed) required.push_back(field.name);
  });
  return {{"type", "object"}, {"properties", properties}, {"required", required}, {"additionalProperties", false}};
}

}  // namespace

Json ToJson(const Recipe& recipe) { return PrintFields(recipe); }

Json RecipeSchema() {
  Json schema = ObjectSchema<Recipe>();
  Json& preset = schema["properties"]["preset"];
  const std::string form = "^[a-z0-9-]{1," + std::to_string(kMaxPresetNameBytes) + "}$";
  preset = OrNull({{"type", "string"}, {"pattern", form}, {"examples", PresetNames()}});
  preset["default"] = nullptr;
  return schema;
}

}  // namespace clipbox::jobs
