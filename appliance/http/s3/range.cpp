#include "http/s3/range.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "http/s3/answer.h"
#include "http/s3/error.h"

namespace clipbox::http {
namespace {

std::optional<std::uint64_t> ToNumber(std::string_view text) { return base::ParseNumber<std::uint64_t>(text); }

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
         (!condition->starts_with("W/") && base::BareEtag(*condition) == object.etag);
}

}  // namespace

ByteSpan ChooseSpan(const Headers& headers, const ObjectVersion& object) {
  constexpr std::string_view kUnit = "bytes=";
  const std::uint64_t size = object.size_bytes;
  const ByteSpan whole{0, size, false};
  const auto ranges = headers.FindAll("Range");
  const std::string_view range = ranges.size() == 1 ? base::Trim(ranges[0]) : std::string_view();
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

ByteSpan CopiedSpan(std::string_view range, std::uint64_t size) {
  constexpr std::string_view kUnit = "bytes=";
  const std::size_t dash = range.find('-');
  const bool readable = range.starts_with(kUnit) && dash != std::string_view::npos;
  const auto first = readable ? ToNumber(range.substr(kUnit.size(), dash - kUnit.size())) : std::nullopt;
  const auto last = readable ? ToNumber(range.substr(dash + 1)) : std::nullopt;
  if (!first || !last || *last < *first)
    throw S3Error(400, "InvalidArgument", "The x-amz-copy-source-range value must be of the form bytes=first-last.");
  if (*last >= size) ThrowUnsatisfiable(size);
  return {*first, *last - *first + 1, true};
}

}  // namespace clipbox::http
