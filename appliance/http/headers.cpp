#include "http/headers.h"

#include <algorithm>

namespace clipbox::http {

bool IsHeaderName(std::string_view text) {
  const auto is_token_character = [](char c) {
    return base::IsLetterOrDigit(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character);
}

bool IsHeaderValue(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= 0x20 && c != 0x7F; });
}

void Headers::Set(std::string_view name, std::string_view value) {
  Remove(name);
  Add(name, value);
}

void Headers::Remove(std::string_view name) {
  std::erase_if(fields_, [name](const Header& field) { return EqualsIgnoringCase(field.name, name); });
}

std::optional<std::string_view> Headers::Find(std::string_view name) const {
  for (const Header& field : fields_) {
    if (EqualsIgnoringCase(field.name, name)) return field.value;
  }
  return std::nullopt;
}

std::vector<std::string_view> Headers::FindAll(std::string_view name) const {
  std::vector<std::string_view> found;
  for (const Header& field : fields_) {
    if (EqualsIgnoringCase(field.name, name)) found.push_back(field.value);
  }
  return found;
}

}  // namespace clipbox::http
