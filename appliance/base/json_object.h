// Reads one JSON object strictly: only the named fields, of the right type and within range, each refusal with the RFC 6901 pointer
// of its field. A request's body and a recipe are read by this and nothing else; they differ in the code of the refusal.
// Refers to the value it reads; use it on the stack of one thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace clipbox::base {

// Which codes a refusal carries.
struct ObjectCodes {
  ErrorCode invalid = ErrorCode::kInvalidField;
  ErrorCode unknown = ErrorCode::kUnknownField;
};

class JsonObject {
 public:
  // Requires: `value` outlives this. Throws: Error (codes.invalid) where it is no object, (codes.unknown) for a field that is not
  // among `names`.
  JsonObject(const Json& value, std::string pointer, std::initializer_list<std::string_view> names, ObjectCodes codes = {});

  // The field, or null where it is missing or JSON's null.
  const Json* Find(std::string_view name) const;

  // Each: nothing where the field is missing or null. Throws: Error (codes.invalid) for another type, a size or a value outside.
  std::optional<std::string> FindText(std::string_view name, std::size_t max_bytes) const;
  std::optional<double> FindNumber(std::string_view name, double least, double most) const;
  std::optional<std::int64_t> FindInteger(std::string_view name, std::int64_t least, std::int64_t most) const;
  std::optional<bool> FindFlag(std::string_view name) const;
  // Index of the field's word in `words`.
  std::optional<std::size_t> FindWord(std::string_view name, std::initializer_list<std::string_view> words) const;
  const Json* FindList(std::string_view name, std::size_t max_items) const;

  // As above, and Throws: Error (codes.invalid) where the field is missing or null.
  std::string GetText(std::string_view name, std::size_t max_bytes) const;
  double GetNumber(std::string_view name, double least, double most) const;
  std::int64_t GetInteger(std::string_view name, std::int64_t least, std::int64_t most) const;

  // `/recipe/gif/width`
  std::string PointerOf(std::string_view name) const;
  bool Has(std::string_view name) const { return value_.contains(name); }
  // Throws: Error (codes.invalid): "/gif/width must be …".
  [[noreturn]] void Refuse(std::string_view name, const std::string& what) const;

 private:
  const Json& Require(std::string_view name) const;

  const Json& value_;
  const std::string pointer_;
  const ObjectCodes codes_;
};

// RFC 6901: '~' becomes ~0, '/' becomes ~1.
std::string EscapePointer(std::string_view name);

}  // namespace clipbox::base
