// What a field of a settings struct is: its name in JSON, its member, what it may be. A struct lists its fields as rows
// of kFields, an enum its words as kWords. Generic code reads, prints and describes them by these. It also puts them
// into the keys of artifacts. Constant.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "base/json.h"
#include "jobs/artifact.h"

namespace clipbox::jobs {

// The words of an enum, in its order; `kLast` is its last one, so that a word too few or too many does not compile.
template <auto kLast, class... Texts>
consteval auto WordsUpTo(Texts... texts) {
  static_assert(sizeof...(texts) == static_cast<std::size_t>(kLast) + 1);
  return std::array<std::string_view, sizeof...(texts)>{texts...};
}

template <class Enum>
inline constexpr std::nullptr_t kWords = nullptr;
template <class Enum>
constexpr std::string_view WordOf(Enum value) {
  return kWords<Enum>[static_cast<std::size_t>(value)];
}

// What a field may be, beside what its member's type says: a flag, a word and an object of fields need no more.
struct AsTyped {};
struct Within {  // a number; a whole one where the member is
  double least;
  double most;
};
struct AtMost {  // a list, in items; a text, in bytes
  std::size_t most;
};
struct HexColor {};  // `#rrggbb`

struct TypeSet {
  constexpr TypeSet(std::initializer_list<ArtifactType> types) {
    for (const ArtifactType type : types) bits |= 1U << static_cast<unsigned>(type);
  }
  constexpr bool Has(ArtifactType type) const { return (bits >> static_cast<unsigned>(type) & 1) != 0; }

  unsigned bits = 0;
};

// What most fields are not.
struct Traits {
  bool needed = false;
  bool left_out = false;      // an optional one that is missing where it is open, and never null
  TypeSet settings_of = {};   // an object whose fields are the settings in the keys of these artifacts
  TypeSet key_of = {};        // in the keys of these artifacts, by its name
  std::string_view key = {};  // its name in keys, where that is another
  bool key_list = false;      // an object that is the list of its values in keys
  bool opens_key = false;     // a flag without which nothing of its object is in keys

  // It came when there were artifacts already: in keys only where it is not its default, so that they are found again.
  bool is_new = false;
};

// One field of `Owner`. Where it is missing the member keeps its default; null is none where the member is optional,
// and no text where it is a text.
template <class Owner, class Value, class Rule = AsTyped>
struct Field {
  constexpr Field(std::string_view its_name, Value Owner::*its_member, Rule its_rule = {}, Traits its_traits = {})
      : name(its_name), member(its_member), rule(its_rule), traits(its_traits) {}

  std::string_view name;
  Value Owner::*member;
  Rule rule;
  Traits traits;
};

// The rows of a struct, in the order in which people are told them.
template <class T>
inline constexpr std::nullptr_t kFields = nullptr;

template <class T>
concept IsWord = std::is_enum_v<T>;
template <class T>
concept HasFields = !std::same_as<decltype(kFields<T>), const std::nullptr_t>;
template <class T>
concept IsOptional = std::same_as<T, std::optional<typename T::value_type>>;
template <class T>
concept IsList =
    std::same_as<T, std::set<typename T::value_type>> || std::same_as<T, std::vector<typename T::value_type>>;

// Calls `fn` with each row of `T`.
template <HasFields T, class Fn>
void ForEachField(Fn&& fn) {
  std::apply([&](const auto&... fields) { (fn(fields), ...); }, kFields<T>);
}

// The key of an artifact ----------------------------------------------------------------------------------------------

// A word counts by its place among the words.
template <HasFields T>
base::Json KeyFields(const T& from, base::Json into);

template <class Value>
base::Json KeyValue(const Traits& traits, const Value& value) {
  if constexpr (IsOptional<Value>) {
    return value ? KeyValue(traits, *value) : base::Json();
  } else if constexpr (IsList<Value>) {
    base::Json list = base::Json::array();
    for (const auto& item : value) list.push_back(KeyValue({}, item));
    return list;
  } else if constexpr (HasFields<Value>) {
    return KeyFields(value, traits.key_list ? base::Json::array() : base::Json::object());
  } else if constexpr (IsWord<Value>) {
    return static_cast<int>(value);
  } else {
    return value;
  }
}

// A list within a list is laid flat.
template <HasFields T>
void PutKey(const auto& field, const T& from, base::Json& into) {
  static const T kDefaults{};
  const Traits& traits = field.traits;
  const base::Json value = KeyValue(traits, from.*field.member);
  const base::Json named = {{traits.key.empty() ? field.name : traits.key, value}};
  if (traits.is_new && value == KeyValue(traits, kDefaults.*field.member)) return;
  if (into.is_object())
    into.update(named);
  else if (value.is_array() && !traits.is_new)
    into.insert(into.end(), value.begin(), value.end());
  else
    into.push_back(traits.is_new ? named : value);
}

template <HasFields T>
base::Json KeyFields(const T& from, base::Json into) {
  bool open = true;
  ForEachField<T>([&](const auto& field) {
    if (field.traits.opens_key)
      open = KeyValue({}, from.*field.member) == true;
    else
      PutKey(field, from, into);
  });
  return open ? into : base::Json();
}

// The settings that artifacts of this type depend on, and no others.
template <HasFields T>
base::Json KeySettings(const T& from, ArtifactType type) {
  base::Json settings = base::Json::object();
  ForEachField<T>([&](const auto& field) {
    if (field.traits.settings_of.Has(type)) settings.update(KeyValue({}, from.*field.member));
    if (field.traits.key_of.Has(type)) PutKey(field, from, settings);
  });
  return settings;
}

}  // namespace clipbox::jobs
