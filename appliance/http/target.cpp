#include "http/target.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/text.h"

namespace clipbox::http {
namespace {

// What stands in a query, where '+' is a space; text with a broken escape is taken as it stands.
std::string DecodeQueryText(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return base::PercentDecode(spaced).value_or(spaced);
}

}  // namespace

QueryParameters::QueryParameters(std::string_view raw_query) {
  for (std::string_view piece : base::Split(raw_query, '&')) {
    if (piece.empty()) continue;
    std::string name = DecodeQueryText(base::TakeUntil(piece, '='));
    pairs_.emplace_back(std::move(name), DecodeQueryText(piece));
  }
}

std::optional<std::string_view> QueryParameters::Find(std::string_view name) const {
  for (const auto& [found, value] : pairs_) {
    if (found == name) return value;
  }
  return std::nullopt;
}

Target ParseTarget(std::string_view raw) {
  Target target;
  target.raw = raw;
  target.raw_path = base::TakeUntil(raw, '?');
  target.raw_query = raw;
  target.query = QueryParameters(target.raw_query);
  if (target.raw_path.size() < 2) return target;
  for (const std::string_view piece : base::Split(std::string_view(target.raw_path).substr(1), '/')) {
    const auto decoded = base::PercentDecode(piece);
    target.decodable =
        target.decodable && decoded && base::IsUtf8(*decoded) && decoded->find('\0') == std::string::npos;
    target.segments.push_back(decoded.value_or(std::string(piece)));
  }
  return target;
}

}  // namespace clipbox::http
