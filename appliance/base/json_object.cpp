#include "base/json_object.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace clipbox::base {
namespace {

std::string Join(JsonObject::Words words) {
  std::string joined;
  for (const std::string_view word : words) {
    if (!joined.empty()) joined += ", ";
    joined += word;
  }
  return joined;
}

// 480, 0.5: without the zeros of std::to_string.
std::string Figure(double number) {
  return DumpJson(number == std::floor(number) && std::abs(number) < 1e15 ? Json(static_cast<std::int64_t>(number))
                                                                          : Json(number));
}

// A whole number however it is written (5 and 5.0): JSON knows one kind of number.
std::optional<std::int64_t> Whole(const Json& value) {
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) return std::nullopt;
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (!value.is_number_float()) return std::nullopt;
  const double number = value.get<double>();
  if (std::abs(number) > 9e15 || number != std::floor(number)) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

}  // namespace

std::string EscapePointer(std::string_view name) {
  std::string escaped;
  for (const char letter : name) {
    if (letter == '~')
      escaped += "~0";
    else if (letter == '/')
      escaped += "~1";
    else
      escaped += letter;
  }
  return escaped;
}

JsonObject::JsonObject(const Json& value, std::string pointer, Words names, ObjectRules rules)
    : value_(value), pointer_(std::move(pointer)), rules_(rules) {
  const std::string shown = pointer_.empty() ? "The body" : pointer_;
  if (!value.is_object()) throw Error(rules.invalid, shown + " must be a JSON object.", {.pointer = pointer_});
  for (const auto& item : value.items()) {
    if (std::find(names.begin(), names.end(), item.key()) != names.end()) continue;
    throw Error(rules.unknown, "There is no field " + PointerOf(item.key()) + " here; known are: " + Join(names) + ".",
                {.pointer = PointerOf(item.key())});
  }
}

std::string JsonObject::PointerOf(std::string_view name) const { return pointer_ + "/" + EscapePointer(name); }

void JsonObject::Refuse(std::string_view name, const std::string& what) const { RefuseAt(PointerOf(name), what); }

void JsonObject::RefuseAt(const std::string& pointer, const std::string& what) const {
  throw Error(rules_.invalid, pointer + " " + what + ".", {.pointer = pointer});
}

const Json* JsonObject::Find(std::string_view name) const {
  const auto found = value_.find(name);
  if (found == value_.end()) return nullptr;
  if (!found->is_null()) return &*found;
  if (!rules_.null_is_missing) Refuse(name, "must not be null");
  return nullptr;
}

std::optional<std::string> JsonObject::FindText(std::string_view name, std::size_t max_bytes) const {
  const Json* field = Find(name);
  if (field == nullptr) return std::nullopt;
  if (!field->is_string()) Refuse(name, "must be a text");
  const auto& text = field->get_ref<const std::string&>();
  if (text.size() > max_bytes) Refuse(name, "must not be longer than " + std::to_string(max_bytes) + " bytes");
  return text;
}

std::optional<std::string> JsonObject::FindLine(std::string_view name, std::size_t max_bytes) const {
  auto line = FindText(name, max_bytes);
  if (line && !IsPlainLine(*line)) Refuse(name, std::string("must be ") + kPlainLineWords);
  return line;
}

std::optional<double> JsonObject::FindNumber(std::string_view name, double least, double most) const {
  const Json* field = Find(name);
  if (field == nullptr) return std::nullopt;
  if (!field->is_number()) Refuse(name, "must be a number");
  const double number = field->get<double>();
  // Written so that NaN is refused.
  if (!(number >= least && number <= most)) Refuse(name, "must be from " + Figure(least) + " to " + Figure(most));
  return number;
}

std::optional<std::int64_t> JsonObject::FindInteger(std::string_view name, std::int64_t least,
                                                    std::int64_t most) const {
  const Json* field = Find(name);
  if (field == nullptr) return std::nullopt;
  const std::optional<std::int64_t> number = Whole(*field);
  if (!number || *number < least || *number > most) {
    Refuse(name, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  }
  return number;
}

std::optional<bool> JsonObject::FindFlag(std::string_view name) const {
  const Json* field = Find(name);
  if (field == nullptr) return std::nullopt;
  if (!field->is_boolean()) Refuse(name, "must be true or false");
  return field->get<bool>();
}

std::size_t JsonObject::WordIn(const Json& value, const std::string& pointer, Words words) const {
  auto found = words.end();
  if (value.is_string()) found = std::find(words.begin(), words.end(), value.get_ref<const std::string&>());
  if (found == words.end()) RefuseAt(pointer, "must be one of: " + Join(words));
  return static_cast<std::size_t>(found - words.begin());
}

std::optional<std::size_t> JsonObject::FindWord(std::string_view name, Words words) const {
  const Json* field = Find(name);
  return field == nullptr ? std::nullopt : std::optional(WordIn(*field, PointerOf(name), words));
}

std::optional<std::vector<std::size_t>> JsonObject::FindWords(std::string_view name, Words words,
                                                              std::size_t max_items) const {
  const Json* list = FindList(name, max_items);
  if (list == nullptr) return std::nullopt;
  std::vector<std::size_t> indices;
  for (const Json& item : *list)
    indices.push_back(WordIn(item, PointerOf(name) + "/" + std::to_string(indices.size()), words));
  return indices;
}

const Json* JsonObject::FindList(std::string_view name, std::size_t max_items) const {
  const Json* field = Find(name);
  if (field == nullptr) return nullptr;
  if (!field->is_array()) Refuse(name, "must be a list");
  if (field->size() > max_items) Refuse(name, "must not have more than " + std::to_string(max_items) + " items");
  return field;
}

const Json& JsonObject::Require(std::string_view name) const {
  const Json* field = Find(name);
  if (field == nullptr) Refuse(name, "is needed");
  return *field;
}

std::string JsonObject::GetText(std::string_view name, std::size_t max_bytes) const {
  Require(name);
  return *FindText(name, max_bytes);
}

double JsonObject::GetNumber(std::string_view name, double least, double most) const {
  Require(name);
  return *FindNumber(name, least, most);
}

std::int64_t JsonObject::GetInteger(std::string_view name, std::int64_t least, std::int64_t most) const {
  Require(name);
  return *FindInteger(name, least, most);
}

}  // namespace clipbox::base
