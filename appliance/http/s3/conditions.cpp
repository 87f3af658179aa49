#include "http/s3/conditions.h"

#include <algorithm>
#include <string>

#include "http/http_date.h"
#include "http/s3/error.h"

namespace clipbox::http {
namespace {

std::string_view Bare(std::string_view tag) {
  const std::size_t begin = std::min(tag.find_first_not_of(" \t"), tag.size());
  tag = tag.substr(begin, tag.find_last_not_of(" \t") + 1 - begin);
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  if (tag.size() >= 2 && tag.front() == '"' && tag.back() == '"') tag = tag.substr(1, tag.size() - 2);
  return tag;
}

// True when one of the tags in a comma-separated list is `etag`. Tags hold no commas here: ours are hex digits.
bool AnyFits(std::string_view list, std::string_view etag) {
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    const std::string_view tag = Bare(list.substr(at, end - at));
    if (tag == "*" || tag == etag) return true;
    at = end + 1;
  }
  return false;
}

// True where the header holds a date that the object's is later than. Whole seconds: a header cannot say more.
std::optional<bool> IsLaterThan(std::optional<std::string_view> header, base::Timestamp modified_at) {
  const auto date = header ? ParseHttpDate(*header) : std::nullopt;
  if (!date) return std::nullopt;
  return std::chrono::floor<std::chrono::seconds>(modified_at) > *date;
}

}  // namespace

Precondition CheckPreconditions(const Headers& headers, const objectstore::ObjectInfo& object, std::string_view prefix) {
  const auto find = [&](std::string_view name) { return headers.Find(std::string(prefix).append(name)); };
  if (const auto match = find("if-match")) {
    if (!AnyFits(*match, object.etag)) return Precondition::kFailed;
  } else if (IsLaterThan(find("if-unmodified-since"), object.modified_at).value_or(false)) {
    return Precondition::kFailed;
  }
  if (const auto none_match = find("if-none-match")) {
    return AnyFits(*none_match, object.etag) ? Precondition::kNotModified : Precondition::kProceed;
  }
  const bool is_newer = IsLaterThan(find("if-modified-since"), object.modified_at).value_or(true);
  return is_newer ? Precondition::kProceed : Precondition::kNotModified;
}

objectstore::Guard ReplaceGuard(const Headers& headers) {
  const auto match = headers.Find("if-match");
  const auto none_match = headers.Find("if-none-match");
  if (!match && !none_match) return {};
  return [match, none_match](const objectstore::ObjectInfo* present) {
    if (match && present == nullptr) throw S3Error(404, "NoSuchKey", "The specified key does not exist.");
    if (match && !AnyFits(*match, present->etag)) throw PreconditionFailed();
    if (none_match && present != nullptr && AnyFits(*none_match, present->etag)) throw PreconditionFailed();
  };
}

}  // namespace clipbox::http
