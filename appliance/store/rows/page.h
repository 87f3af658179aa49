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

// Cuts a page out of rows that were read with one more than the limit: the extra one says that there is a next page.
template <class Item, class CursorOf>
void CutPage(Page<Item>& page, const PageRequest& request, CursorOf cursor_of) {
  if (page.items.size() <= static_cast<std::size_t>(request.limit)) return;
  page.items.resize(static_cast<std::size_t>(request.limit));
  page.next_cursor = cursor_of(page.items.back());
}

}  // namespace clipbox::store
