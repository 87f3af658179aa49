// A page of a list: `{items, nextCursor}`. A query is asked for one row more than the page holds; that row tells that
// there is a next page. Pure.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"

namespace clipbox::http {

// `rows` are up to limit + 1; `to_json(row)` prints one, `cursor_of(row)` is what the next call passes as `?cursor=`.
template <class Row, class Print, class CursorOf>
base::Json PageJson(const std::vector<Row>& rows, int limit, Print to_json, CursorOf cursor_of) {
  const std::size_t shown = std::min(rows.size(), static_cast<std::size_t>(limit));
  base::Json items = base::Json::array();
  for (std::size_t i = 0; i < shown; ++i) items.push_back(to_json(rows[i]));
  const bool more = rows.size() > shown;
  return {{"items", std::move(items)},
          {"nextCursor", more ? base::Json(cursor_of(rows[shown - 1])) : base::Json(nullptr)}};
}

}  // namespace clipbox::http
