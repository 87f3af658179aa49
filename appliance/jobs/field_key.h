// The settings that the key of an artifact depends on, by the rows of its fields. A word counts by its place among the
// words. For work/artifact_key. Pure.
#pragma once

#include "base/json.h"
#include "jobs/field.h"

namespace clipbox::jobs {

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
  const Traits& traits = field.traits;
  const base::Json value = KeyValue(traits, from.*field.member);
  const base::Json named = {{traits.key.empty() ? field.name : traits.key, value}};
  if (traits.is_new && value == KeyValue(traits, T{}.*field.member)) return;
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
