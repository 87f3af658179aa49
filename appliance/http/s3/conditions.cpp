#include "http/s3/conditions.h"

#include <algorithm>
#include <string>

#include "base/clock.h"
#include "base/text.h"
#include "http/s3/error.h"

namespace clipbox::http {
namespace {

// True when one of the tags in a comma-separated list is `etag`. Tags hold no commas here: ours are hex digits.
bool AnyFits(std::string_view list, std::string_view etag) {
  const auto tags = base::Split(list, ',');
  return std::any_of(tags.begin(), tags.end(), [etag](std::string_view tag) {
    return base::BareEtag(tag) == "*" || base::BareEtag(tag) == etag;
  });
}

// True where the header holds a date that the object's is later than. Whole seconds: a header cannot say more.
std::optional<bool> IsLaterThan(std::optional<std::string_view> header, base::Timestamp modified_at) {
  const auto date = header ? base::FromHttpDate(*header) : std::nullopt;
  if (!date) return std::nullopt;
  return std::chrono::floor<std::chrono::seconds>(modified_at) > *date;
}

}  // namespace

Precondition CheckPreconditions(const Headers& headers, const objectstore::ObjectInfo& object,
                                std::string_view prefix) {
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

bool DeleteConditions::Hold(const objectstore::ObjectInfo& present) const {
  return (!etag || AnyFits(*etag, present.etag)) &&
         (!modified_at || std::chrono::floor<std::chrono::seconds>(present.modified_at) == *modified_at) &&
         (!size_bytes || present.size_bytes == *size_bytes);
}

DeleteConditions ReadDeleteConditions(std::optional<std::string_view> etag, std::optional<std::string_view> modified_at,
                                      std::optional<std::string_view> size) {
  DeleteConditions conditions;
  if (etag) conditions.etag = *etag;
  if (modified_at) {
    conditions.modified_at = base::FromHttpDate(*modified_at);
    if (!conditions.modified_at) throw S3Error(400, "InvalidArgument", "The time of the last change is no HTTP date.");
  }
  if (size) {
    conditions.size_bytes = base::ParseNumber<std::uint64_t>(*size);
    if (!conditions.size_bytes) throw S3Error(400, "InvalidArgument", "The size is no number.");
  }
  return conditions;
}

}  // namespace clipbox::http
