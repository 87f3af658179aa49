// What goes into a statement and comes out of a row, as C++ types: integers, doubles, text, blobs, times, strong ids,
// and optionals of them. Nothing is truncated or converted in silence. Values; a Param borrows its text until the call
// that takes it returns.
#pragma once

#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"

namespace clipbox::sqlite {

// Bytes, told apart from text.
struct Blob {
  std::string bytes;
};
struct BlobView {
  std::string_view bytes;
};

using Value = std::variant<std::monostate, std::int64_t, double, std::string_view, BlobView>;

template <std::integral T>
requires(!std::same_as<T, bool>) Value ToValue(T number) {
  if (!std::in_range<std::int64_t>(number)) {
    throw base::Error(base::ErrorCode::kInternal, "cannot bind " + std::to_string(number) + ": beyond 63 bits");
  }
  return static_cast<std::int64_t>(number);
}
inline Value ToValue(bool flag) { return static_cast<std::int64_t>(flag); }
inline Value ToValue(double number) { return number; }
inline Value ToValue(std::string_view text) { return text; }
inline Value ToValue(const std::string& text) { return std::string_view(text); }
inline Value ToValue(const char* text) { return std::string_view(text); }
inline Value ToValue(const Blob& blob) { return BlobView{blob.bytes}; }
inline Value ToValue(std::nullopt_t) { return std::monostate{}; }
inline Value ToValue(base::Timestamp time) { return base::ToMillis(time); }
template <class Tag>
Value ToValue(const base::Id<Tag>& id) {
  return std::string_view(id.value);
}
template <class T>
Value ToValue(const std::optional<T>& value) {
  return value ? ToValue(*value) : Value{};
}

// A named parameter of a statement: `{":id", id}`.
struct Param {
  template <class T>
  Param(const char* name_in, const T& value_in) : name(name_in), value(ToValue(value_in)) {}

  const char* name;
  Value value;
};

}  // namespace clipbox::sqlite
