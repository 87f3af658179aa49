// A page of a bucket's listing as S3 gives it: by prefix, with everything behind a delimiter rolled up into one line.
// For the catalog, which reads the rows. Pure but for the rows it asks for.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace clipbox::objectstore {

struct ListingQuery {
  std::string prefix = {};
  std::string delimiter = {};
  std::string after = {};     // a key, or a common prefix, where the last page ended
  std::string after_id = {};  // of open uploads: the upload of the key `after` that was listed last
  int limit = 1000;
};

template <class Line>
struct Listing {
  std::vector<Line> lines;
  std::vector<std::string> common_prefixes;  // with the delimiter at their end
  bool is_truncated = false;
  std::string last = {};  // the key or common prefix that stands last: `after` of the next page
  std::string last_id = {};
};

// UTF-8 has no such byte: what it is appended to lies behind every key that begins with the same text.
inline constexpr char kBehindAllKeys = '\xFF';

// The part of `key` that the delimiter rolls up, or nothing.
inline std::string_view CommonPrefix(std::string_view key, const ListingQuery& query) {
  if (query.delimiter.empty() || !key.starts_with(query.prefix)) return {};
  const std::size_t at = key.find(query.delimiter, query.prefix.size());
  return at == std::string_view::npos ? std::string_view() : key.substr(0, at + query.delimiter.size());
}

// `fetch(after, after_id, limit)` gives the rows that follow, in order, whatever their prefix; `id_of(line)` what
// `after_id` needs.
template <class Line, class Fetch, class IdOf>
Listing<Line> MakeListing(const ListingQuery& query, const Fetch& fetch, const IdOf& id_of) {
  Listing<Line> listing;
  if (query.limit == 0) return listing;
  std::string after = query.after, after_id = query.after_id;
  // A page that ended with a common prefix goes on behind everything in it.
  if (const auto rolled_up = CommonPrefix(after, query); !rolled_up.empty())
    after = std::string(rolled_up) + kBehindAllKeys;
  // A folder is stepped over, not read, whether it holds a thousand keys or a million. Behind one comes likely another:
  // one row is read then, and twice as many with each that is none.
  for (int count = 0, at_once = query.limit + 1;;) {
    const int wanted = std::min(query.limit - count + 1, at_once);
    const std::vector<Line> rows = fetch(after, after_id, wanted);
    bool is_over = rows.size() < static_cast<std::size_t>(wanted);
    at_once = std::min(2 * at_once, query.limit + 1);
    for (const Line& row : rows) {
      if (!row.key.starts_with(query.prefix)) return listing;
      const std::string rolled_up(CommonPrefix(row.key, query));
      if (count == query.limit) {
        listing.is_truncated = true;
        return listing;
      }
      ++count;
      if (rolled_up.empty()) {
        listing.last = after = row.key;
        listing.last_id = after_id = id_of(row);
        listing.lines.push_back(row);
        continue;
      }
      listing.last = rolled_up;
      listing.last_id = after_id = "";
      listing.common_prefixes.push_back(rolled_up);
      after = rolled_up + kBehindAllKeys;
      is_over = false;  // rows behind this folder were not looked at
      at_once = 1;
      break;
    }
    if (is_over) return listing;
  }
}

}  // namespace clipbox::objectstore
