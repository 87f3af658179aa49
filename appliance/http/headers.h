// Header fields of a request or an answer: in the order they came, names compared without regard to case (RFC
// 9110, 5.1). A value is kept as the bytes that stood there, without the white space around them. Values; one thread at
// a time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace clipbox::http {

struct Header {
  std::string name;
  std::string value;
};

using base::EqualsIgnoringCase;

// True for a token (RFC 9110, 5.6.2), of which the name of a field is one.
bool IsHeaderName(std::string_view text);
// True for what can stand in a field: no control characters.
bool IsHeaderValue(std::string_view text);

class Headers {
 public:
  void Add(std::string_view name, std::string_view value) {
    fields_.push_back({std::string(name), std::string(value)});
  }
  // Replaces every field of that name.
  void Set(std::string_view name, std::string_view value);
  void Remove(std::string_view name);

  // The first of that name; it lives as long as this is not changed.
  std::optional<std::string_view> Find(std::string_view name) const;
  // All of that name, in order.
  std::vector<std::string_view> FindAll(std::string_view name) const;
  bool Has(std::string_view name) const { return Find(name).has_value(); }

  const std::vector<Header>& all() const { return fields_; }

 private:
  std::vector<Header> fields_;
};

}  // namespace clipbox::http
