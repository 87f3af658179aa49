#include "http/s3/request.h"

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "http/s3/error.h"

namespace clipbox::http {
namespace {

constexpr std::size_t kMaxKeyBytes = 1024;

}  // namespace

std::optional<std::string_view> S3Request::Query(std::string_view name) const {
  const auto found = std::find_if(query.begin(), query.end(), [&](const auto& item) { return item.name == name; });
  if (found == query.end()) return std::nullopt;
  return found->value;
}

std::optional<std::string_view> S3Request::SignedHeader(std::string_view name) const {
  const auto& names = signature.signed_headers;
  const auto is_name = [&](const std::string& each) { return EqualsIgnoringCase(each, name); };
  if (signature.presigned && std::none_of(names.begin(), names.end(), is_name)) return std::nullopt;
  return http.headers.Find(name);
}

int S3Request::Number(std::string_view name, int least, int most) const {
  if (const auto number = base::ParseNumber<int>(Query(name).value_or(""), least, most)) return *number;
  throw S3Error(400, "InvalidArgument",
                std::string(name) + " must be a whole number from " + std::to_string(least) + " to " +
                    std::to_string(most) + ".");
}

int S3Request::Limit(std::string_view name, int most) const {
  const std::string text = Text(name);
  if (text.empty()) return most;
  return std::min(Number(name, 0, std::numeric_limits<int>::max()), most);
}

std::string_view BucketSegment(const Request& request) {
  const std::string_view path =
      std::string_view(request.target.raw_path).substr(std::min<std::size_t>(1, request.target.raw_path.size()));
  return path.substr(0, path.find('/'));
}

// Path style only: the first segment is the bucket, all that follows the key, slashes and all.
S3Request ParseS3Request(Request& request, crypto::SigV4Check signature) {
  const auto target = crypto::DecodeTarget(request.target.raw_path + "?" + request.target.raw_query);
  if (!target || !target->path.starts_with('/')) throw S3Error(400, "InvalidURI", "The target cannot be decoded.");
  const std::size_t slash = std::min(target->path.find('/', 1), target->path.size());
  S3Request parsed{request, std::move(signature), target->path.substr(1, slash - 1),
                   target->path.substr(std::min(slash + 1, target->path.size())), target->query};
  if (!base::IsUtf8(parsed.key) || parsed.key.find('\0') != std::string::npos)
    throw S3Error(400, "InvalidURI", "The key is not UTF-8 text.");
  if (parsed.key.size() > kMaxKeyBytes) throw S3Error(400, "KeyTooLongError", "Your key is too long.");
  return parsed;
}

}  // namespace clipbox::http
