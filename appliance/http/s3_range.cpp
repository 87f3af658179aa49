#include "http/s3_range.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "http/s3_error.h"

namespace clipbox::http {
namespace {

std::string_view Trim(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

std::string_view Unquoted(std::string_view tag) {
  tag = Trim(tag);
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  if (tag.size() >= 2 && tag.front() == '"' && tag.back() == '"') tag = tag.substr(1, tag.size() - 2);
  return tag;
}

// True when one of the tags in a comma-separated list is `etag`. Tags hold no commas here: ours are hex digits.
bool AnyFits(std::string_view list, std::string_view etag) {
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    const std::string_view tag = Unquoted(list.substr(at, end - at));
    if (tag == "*" || tag == etag) return true;
    at = end + 1;
  }
  return false;
}

std::optional<std::uint64_t> ToNumber(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// RFC 9110, 15.5.17: the answer says how long the object is.
[[noreturn]] void ThrowUnsatisfiable(std::uint64_t size) {
  Headers headers;
  headers.Add("Content-Range", "bytes */" + std::to_string(size));
  throw S3Error(416, "InvalidRange", "The requested range is not satisfiable", headers);
}

bool RangeCounts(const Headers& headers, const ObjectVersion& object) {
  const auto condition = headers.Find("If-Range");
  // A weak tag does not say that the bytes are the same (RFC 9110, 13.1.5).
  return !condition || *condition == object.last_modified ||
         (!condition->starts_with("W/") && Unquoted(*condition) == object.etag);
}

}  // namespace

Precondition CheckPreconditions(const Headers& headers, const ObjectVersion& object) {
  const auto match = headers.Find("If-Match");
  if (match && !AnyFits(*match, object.etag)) return Precondition::kFailed;
  const auto none_match = headers.Find("If-None-Match");
  return none_match && AnyFits(*none_match, object.etag) ? Precondition::kNotModified : Precondition::kProceed;
}

ByteSpan ChooseSpan(const Headers& headers, const ObjectVersion& object) {
  constexpr std::string_view kUnit = "bytes=";
  const std::uint64_t size = object.size_bytes;
  const ByteSpan whole{0, size, false};
  const std::string_view range = Trim(headers.Find("Range").value_or(""));
  const std::size_t dash = range.find('-');
  if (!range.starts_with(kUnit) || dash == std::string_view::npos || !RangeCounts(headers, object)) return whole;
  const std::string_view first_text = range.substr(kUnit.size(), dash - kUnit.size());
  const std::string_view last_text = range.substr(dash + 1);
  const auto first = ToNumber(first_text), last = ToNumber(last_text);
  if (first_text.empty() && last) {
    if (*last == 0 || size == 0) ThrowUnsatisfiable(size);
    const std::uint64_t length = std::min(*last, size);
    return {size - length, length, true};
  }
  if (!first || (!last && !last_text.empty()) || (last && *last < *first)) return whole;
  if (*first >= size) ThrowUnsatisfiable(size);
  const std::uint64_t end = last ? std::min(*last, size - 1) : size - 1;
  return {*first, end - *first + 1, true};
}

}  // namespace clipbox::http
