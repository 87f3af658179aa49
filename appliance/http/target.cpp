#include "http/target.h"

#include <algorithm>

#include "base/encoding.h"

namespace clipbox::http {
namespace {

// What stands in a query, where '+' is a space; text with a broken escape is taken as it stands.
std::string DecodeQueryText(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return base::PercentDecode(spaced).value_or(spaced);
}

std::vector<std::string_view> Split(std::string_view text, char at) {
  std::vector<std::string_view> pieces;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(at, start), text.size());
    pieces.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return pieces;
}

}  // namespace

QueryParameters::QueryParameters(std::string_view raw_query) {
  for (const std::string_view piece : Split(raw_query, '&')) {
    if (piece.empty()) continue;
    const std::size_t equals = std::min(piece.find('='), piece.size());
    const std::string_view value = piece.substr(std::min(equals + 1, piece.size()));
    pairs_.emplace_back(DecodeQueryText(piece.substr(0, equals)), DecodeQueryText(value));
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
  const std::size_t mark = std::min(raw.find('?'), raw.size());
  target.raw_path = raw.substr(0, mark);
  target.raw_query = raw.substr(std::min(mark + 1, raw.size()));
  target.query = QueryParameters(target.raw_query);
  if (target.raw_path.size() < 2) return target;
  for (const std::string_view piece : Split(std::string_view(target.raw_path).substr(1), '/')) {
    const auto decoded = base::PercentDecode(piece);
    target.decodable =
        target.decodable && decoded && base::IsUtf8(*decoded) && decoded->find('\0') == std::string::npos;
    target.segments.push_back(decoded.value_or(std::string(piece)));
  }
  return target;
}

}  // namespace clipbox::http
