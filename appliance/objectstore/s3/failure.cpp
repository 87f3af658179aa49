#include "objectstore/s3/failure.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/text.h"
#include "xml/element.h"

namespace clipbox::objectstore::s3 {
namespace {

using base::ErrorCode;

constexpr std::size_t kMaxErrorBytes = 64 * 1024;
constexpr std::size_t kMaxMessageBytes = 300;
// Beyond this S3 accepts no signature; some stores only say that the request is forbidden or expired.
constexpr std::chrono::minutes kSkewAllowed{15};

struct Kind {
  ErrorCode code;
  const char* reason;
  bool may_pass;
  const char* advice;
};

struct Known {
  std::string_view s3_code;
  Kind kind;
};

constexpr Kind kBusy{ErrorCode::kStoreUnavailable, "busy", true, ""};
constexpr Kind kDenied{ErrorCode::kStoreUnavailable, "access_denied", false,
                       "; check storage.access_key_id, storage.secret_access_key and what the key may do"};
constexpr Kind kSkewed{ErrorCode::kStoreUnavailable, "clock_skew", false, "; set this machine's clock"};
constexpr Kind kNoBucket{ErrorCode::kStoreUnavailable, "no_such_bucket", false,
                         "; make the bucket or correct storage.bucket"};
constexpr Kind kElsewhere{ErrorCode::kStoreUnavailable, "wrong_endpoint", false,
                          "; correct storage.endpoint or storage.region"};
constexpr Kind kDamaged{ErrorCode::kDigestMismatch, "damaged", true, ""};
constexpr Kind kFull{ErrorCode::kInsufficientStorage, "full", false, ""};

constexpr std::array kKnown = std::to_array<Known>({
    {"AccessDenied", kDenied},
    {"AuthorizationHeaderMalformed", kElsewhere},
    {"BadDigest", kDamaged},
    {"EntityTooLarge", {ErrorCode::kTooLarge, "", false, ""}},
    {"EntityTooSmall", {ErrorCode::kInvalidPart, "", false, ""}},
    {"ExpiredRequest", kDenied},
    {"IncompleteBody", kDamaged},
    {"InternalError", kBusy},
    {"InvalidAccessKeyId", kDenied},
    {"InvalidDigest", kDamaged},
    {"InvalidPart", {ErrorCode::kInvalidPart, "", false, ""}},
    {"InvalidPartOrder", {ErrorCode::kInvalidPart, "", false, ""}},
    {"InvalidRange", {ErrorCode::kInvalidRange, "", false, ""}},
    {"NoSuchBucket", kNoBucket},
    {"NoSuchCORSConfiguration", {ErrorCode::kNotFound, "", false, ""}},
    {"NoSuchKey", {ErrorCode::kNoSuchKey, "", false, ""}},
    {"NoSuchUpload", {ErrorCode::kNoSuchUpload, "", false, ""}},
    {"NotImplemented", {ErrorCode::kUnsupported, "", false, ""}},
    {"OperationAborted", kBusy},
    {"PermanentRedirect", kElsewhere},
    {"PreconditionFailed", {ErrorCode::kSourceChanged, "", false, ""}},
    {"QuotaExceeded", kFull},
    {"RequestTimeTooSkewed", kSkewed},
    {"RequestTimeout", kBusy},
    {"ServiceUnavailable", kBusy},
    {"SignatureDoesNotMatch", kDenied},
    {"SlowDown", kBusy},
    {"TooManyRequests", kBusy},
    {"Unauthorized", kDenied},
    {"XAmzContentSHA256Mismatch", kDamaged},
});

// For answers without a body (HEAD), and those of something between us and the store.
Kind KindOfStatus(int status) {
  if (status == 507) return kFull;
  if (status == 501) return {ErrorCode::kUnsupported, "", false, ""};
  if (status == 408 || status == 429 || status == 200 || status >= 500) return kBusy;
  if (status == 401 || status == 403) return kDenied;
  if (status >= 300 && status < 400) return kElsewhere;
  if (status == 412) return {ErrorCode::kSourceChanged, "", false, ""};  // only reads are sent with a condition
  if (status == 416) return {ErrorCode::kInvalidRange, "", false, ""};
  if (status == 404)
    return {ErrorCode::kStoreUnavailable, "wrong_endpoint", false,
            "; no S3 store answers there, correct storage.endpoint"};
  return {ErrorCode::kInternal, "", false, ""};
}

std::string ToText(std::chrono::seconds offset) {
  const auto size = std::chrono::abs(offset);
  return std::to_string(size.count()) + " s " + (offset.count() < 0 ? "ahead of" : "behind");
}

// A refused signature whose time the store cannot have liked is named for what it is.
bool IsSkewed(const Kind& kind, const Asked& asked, int status) {
  if (kind.reason == std::string_view("clock_skew")) return true;
  const bool refused = kind.reason == std::string_view("access_denied") || status == 400;
  return refused && asked.clock_offset && std::chrono::abs(*asked.clock_offset) > kSkewAllowed;
}

std::string Doing(std::string_view what, std::string_view key) {
  return "cannot " + std::string(what) + (key.empty() ? "" : " " + std::string(key)) + ": ";
}

// Seconds alone; the other form, a date, would trust two clocks.
std::int64_t RetryAfter(const net::HttpResponse& response) {
  return base::ParseNumber<std::int64_t>(response.Header("retry-after"), 0).value_or(0);
}

}  // namespace

bool HoldsError(const net::HttpResponse& response) {
  const auto root = xml::Parse(response.body, kMaxErrorBytes);
  return root && root->name == "Error";
}

Failure FailureOf(const Asked& asked, const net::HttpResponse& response) {
  const auto root = xml::Parse(response.body, kMaxErrorBytes);
  const std::string_view s3_code = root && root->name == "Error" ? root->TextOf("Code") : std::string_view();
  const auto known =
      std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& each) { return each.s3_code == s3_code; });
  Kind kind = known != kKnown.end() ? known->kind : KindOfStatus(response.status);
  const bool skewed = IsSkewed(kind, asked, response.status);
  if (skewed) kind = kSkewed;
  std::string message = Doing(asked.what, asked.key) + "the store answered " + std::to_string(response.status);
  if (!s3_code.empty())
    message += " " + base::PlainText(s3_code, kMaxMessageBytes) + ": " +
               base::PlainText(root->TextOf("Message"), kMaxMessageBytes);
  if (skewed && asked.clock_offset)
    message += " (this machine's clock is " + ToText(*asked.clock_offset) + " the store's)";
  return {kind.code,
          message + kind.advice,
          {.reason = kind.reason, .retry_after_seconds = RetryAfter(response)},
          kind.may_pass};
}

Failure BadAnswer(std::string_view what, std::string_view key, const std::string& why) {
  return {ErrorCode::kStoreUnavailable,
          Doing(what, key) + "the store's answer cannot be used: " + why,
          {.reason = "bad_answer"},
          true};
}

Failure Unreachable(const Asked& asked, const base::Error& cause) {
  switch (cause.code()) {
    case ErrorCode::kTooLarge: return BadAnswer(asked.what, asked.key, cause.what());
    case ErrorCode::kCancelled:
      return {ErrorCode::kStoreUnavailable,
              Doing(asked.what, asked.key) + "the server is stopping",
              {.reason = "stopping"},
              false};
    case ErrorCode::kInvalidUrl:
      return {ErrorCode::kStoreUnavailable,
              Doing(asked.what, asked.key) + cause.what() + kElsewhere.advice,
              {.reason = kElsewhere.reason},
              false};
    default:
      return {
          ErrorCode::kStoreUnavailable, Doing(asked.what, asked.key) + cause.what(), {.reason = "unreachable"}, true};
  }
}

}  // namespace clipbox::objectstore::s3
