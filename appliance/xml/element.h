// XML as the S3 protocol uses it: a small tree of elements with text, written and read whole. The skin over pugixml; no
// attributes are read, no entities, no DTD. Pure functions on plain values.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clipbox::xml {

struct Element {
  std::string name;  // without a namespace prefix
  std::string text;
  std::vector<Element> children = {};
  std::string type = {};  // `xsi:type`, only written

  // The first child of that name, or null.
  const Element* Find(std::string_view child) const;
  // The text of the first child of that name, or an empty text.
  std::string_view TextOf(std::string_view child) const;
};

// UTF-8 with an XML declaration; the root carries `xmlns` where it is not empty.
// Characters that XML 1.0 does not have, and bytes that are not UTF-8, become U+FFFD.
std::string Write(const Element& root, std::string_view xmlns = {});

// Nothing for what is larger than `max_bytes`, is not well-formed, has more than 100,000 elements, is nested deeper
// than 16, or brings a DTD.
std::optional<Element> Parse(std::string_view text, std::size_t max_bytes);

}  // namespace clipbox::xml
