// JSON in and out; the only place that includes nlohmann's header. Parsing is strict where a client could play tricks.
// Pure functions.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace clipbox::base {

using Json = nlohmann::json;

inline constexpr int kMaxJsonDepth = 32;

// `what` is the text called by in a refusal.
// Throws: Error kInvalidJson for what is not JSON (RFC 8259), is nested deeper than 32, repeats a key in one object or
// is not UTF-8.
Json ParseJson(std::string_view text, std::string_view what = "The body");

// Compact; bytes that are not UTF-8 become U+FFFD instead of an exception.
std::string DumpJson(const Json& value);

// The value, or null for nothing (`null`, never missing).
template <class T>
Json OrNull(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

// The way back: nullopt if the object lacks the field or it is null. Throws: nlohmann's exception for another type.
template <class T>
std::optional<T> FindIn(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return std::nullopt;
  return found->get<T>();
}

// The text, or null for an empty one.
inline Json TextOrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

}  // namespace clipbox::base
