// One page of a list, as every list of the API is cut: items, and where the next page starts. Values.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace clipbox::store {

struct PageRequest {
  int limit = 50;                     // 1 to 200, checked by the caller
  std::optional<std::string> cursor;  // a next_cursor of the same list; nothing for the first page
};

template <class Item>
struct Page {
  std::vector<Item> items;
  std::optional<std::string> next_cursor;  // nothing on the last page
};

}  // namespace clipbox::store
