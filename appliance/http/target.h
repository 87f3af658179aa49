// The target of a request, taken apart without losing what a signature is made over. Raw path and raw query stay as
// they came; the decoded segments and parameters stand beside them. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clipbox::http {

// `name=value` pairs of a query, split at the first '=', '+' read as a space, percent-decoded; in order.
class QueryParameters {
 public:
  QueryParameters() = default;
  explicit QueryParameters(std::string_view raw_query);

  // The first of that name.
  std::optional<std::string_view> Find(std::string_view name) const;
  bool Has(std::string_view name) const { return Find(name).has_value(); }
  const std::vector<std::pair<std::string, std::string>>& all() const { return pairs_; }

 private:
  std::vector<std::pair<std::string, std::string>> pairs_;
};

struct Target {
  std::string raw;        // as it stood in the request line
  std::string raw_path;   // before '?', still encoded
  std::string raw_query;  // after it
  std::vector<std::string>
      segments;  // `/api/v1/jobs/a%2Fb` → api, v1, jobs, a/b; `/` → none; a trailing '/' → an empty one at the end
  bool decodable =
      true;  // false: the path holds a broken escape, a NUL or bytes that are not UTF-8; no route matches it
  QueryParameters query;
};

// Takes an origin form (`/path?query`) apart; `*` becomes a path without segments (RFC 9112, 3.2).
Target ParseTarget(std::string_view raw);

}  // namespace clipbox::http
