// Reads one JSON object strictly. Only the named fields, of the right type and within range, each refusal with the RFC
// 6901 pointer of its field. A request's body and a recipe are read by this and nothing else; they differ in the code
// of the refusal. Refers to the value it reads; use it on the stack of one thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace clipbox::base {

// Which codes a refusal carries, and whether a field may be null instead of missing.
struct ObjectRules {
  ErrorCode invalid = ErrorCode::kInvalidField;
  ErrorCode unknown = ErrorCode::kUnknownField;
  bool null_is_missing = true;
};

class JsonObject {
 public:
  using Words = std::span<const std::string_view>;

  // Requires: `value` outlives this. Throws: Error (rules.invalid) where it is no object, (rules.unknown) for a field
  // that is not among `names`.
  JsonObject(const Json& value, std::string pointer, Words names, ObjectRules rules = {});
  JsonObject(const Json& value, std::string pointer, std::initializer_list<std::string_view> names,
             ObjectRules rules = {})
      : JsonObject(value, std::move(pointer), Words(names.begin(), names.size()), rules) {}

  // The field, or a null pointer where it is missing (or null, by the rules). Throws: Error (rules.invalid) for a null
  // otherwise.
  const Json* Find(std::string_view name) const;

  // Each: nothing where the field is missing or null. Throws: Error (rules.invalid) for another type, a size or a value
  // outside.
  std::optional<std::string> FindText(std::string_view name, std::size_t max_bytes) const;
  // Text that a person typed into one line: IsPlainLine, or it is refused.
  std::optional<std::string> FindLine(std::string_view name, std::size_t max_bytes) const;
  std::optional<double> FindNumber(std::string_view name, double least, double most) const;
  std::optional<std::int64_t> FindInteger(std::string_view name, std::int64_t least, std::int64_t most) const;
  std::optional<bool> FindFlag(std::string_view name) const;
  // Index of the field's word in `words`; of each word of the field's list.
  std::optional<std::size_t> FindWord(std::string_view name, Words words) const;
  std::optional<std::size_t> FindWord(std::string_view name, std::initializer_list<std::string_view> words) const {
    return FindWord(name, Words(words.begin(), words.size()));
  }
  std::optional<std::vector<std::size_t>> FindWords(std::string_view name, Words words, std::size_t max_items) const;
  const Json* FindList(std::string_view name, std::size_t max_items) const;

  // As above, and Throws: Error (rules.invalid) where the field is missing or null.
  std::string GetText(std::string_view name, std::size_t max_bytes) const;
  double GetNumber(std::string_view name, double least, double most) const;
  std::int64_t GetInteger(std::string_view name, std::int64_t least, std::int64_t most) const;

  // `/recipe/gif/width`
  std::string PointerOf(std::string_view name) const;
  bool Has(std::string_view name) const { return value_.contains(name); }
  bool IsNull(std::string_view name) const { return Has(name) && value_.find(name)->is_null(); }
  // Throws: Error (rules.invalid): "/gif/width must be …".
  [[noreturn]] void Refuse(std::string_view name, const std::string& what) const;

 private:
  const Json& Require(std::string_view name) const;
  std::size_t WordIn(const Json& value, const std::string& pointer, Words words) const;
  [[noreturn]] void RefuseAt(const std::string& pointer, const std::string& what) const;

  const Json& value_;
  const std::string pointer_;
  const ObjectRules rules_;
};

// RFC 6901: '~' becomes ~0, '/' becomes ~1.
std::string EscapePointer(std::string_view name);

}  // namespace clipbox::base
