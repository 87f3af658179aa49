#include "http/s3/request.h"

#include <algorithm>
#include <array>
#include <limits>

#include "base/text.h"
#include "http/s3/error.h"

namespace clipbox::http {
namespace {

constexpr std::size_t kMaxKeyBytes = 1024;

// Of a presigned URL's own making: no headers. Names in lower case.
constexpr std::array<std::string_view, 8> kSignatureWords = {
    "x-amz-algorithm", "x-amz-content-sha256", "x-amz-credential",    "x-amz-date",
    "x-amz-expires",   "x-amz-signature",      "x-amz-signedheaders", "x-amz-user-agent"};

// What the SDK for JavaScript 2 puts beside x-amz-….
constexpr std::array<std::string_view, 6> kObjectHeaders = {
    "cache-control", "content-disposition", "content-encoding", "content-language", "content-md5", "content-type"};

bool StandsForHeader(std::string_view name) {
  const auto is_in = [&](const auto& names) { return std::find(names.begin(), names.end(), name) != names.end(); };
  return is_in(kObjectHeaders) || (name.starts_with("x-amz-") && !is_in(kSignatureWords));
}

// SDKs write headers into the query that they sign. Such a parameter is that header, whoever sends the URL and whatever
// header he sends beside it: the signer decides.
void TakeHeadersOfQuery(S3Request& request) {
  const auto is_header = [&](const crypto::NameValue& item) {
    const std::string name = base::ToLower(item.name);
    if (!StandsForHeader(name)) return false;
    RequireGoodHeader(name, item.value);
    request.http.headers.Set(name, item.value);
    request.signature.signed_headers.push_back(name);
    request.from_query.push_back(name);
    return true;
  };
  std::erase_if(request.query, is_header);
}

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

void RequireGoodKey(const std::string& key) {
  if (!base::IsUtf8(key) || key.find('\0') != std::string::npos)
    throw S3Error(400, "InvalidURI", "The key is not UTF-8 text.");
  if (key.size() > kMaxKeyBytes) throw S3Error(400, "KeyTooLongError", "Your key is too long.");
}

void RequireGoodHeader(const std::string& name, const std::string& value) {
  if (!IsHeaderName(name)) throw S3Error(400, "InvalidArgument", base::PlainLine(name, 100) + " is no header's name.");
  if (!IsHeaderValue(value)) throw S3Error(400, "InvalidArgument", name + " holds a control character.");
}

// Path style only: the first segment is the bucket, all that follows the key, slashes and all.
S3Request ParseS3Request(Request& request, crypto::SigV4Check signature) {
  const auto target = crypto::DecodeTarget(request.target.raw_path + "?" + request.target.raw_query);
  if (!target || !target->path.starts_with('/')) throw S3Error(400, "InvalidURI", "The target cannot be decoded.");
  const std::size_t slash = std::min(target->path.find('/', 1), target->path.size());
  S3Request parsed{request, std::move(signature), target->path.substr(1, slash - 1),
                   target->path.substr(std::min(slash + 1, target->path.size())), target->query};
  RequireGoodKey(parsed.key);
  if (parsed.signature.presigned) TakeHeadersOfQuery(parsed);
  return parsed;
}

}  // namespace clipbox::http
