#include "objectstore/s3/failure.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/error_table.h"
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
  const Kind* kind;
};

constexpr Kind kBusy{ErrorCode::kStoreUnavailable, "busy", true, ""};
constexpr Kind kDenied{ErrorCode::kStoreUnavailable, "access_denied", false,
                       "; check storage.access_key_id, storage.secret_access_key and what the key may do"};
constexpr Kind kSkewed{ErrorCode::kStoreUnavailable, "clock_skew", false, "; set this machine's clock"};
constexpr Kind kNoBucket{ErrorCode::kStoreUnavailable, "no_such_bucket", false,
                         "; make the bucket or correct storage.bucket"};
constexpr Kind kElsewhere{ErrorCode::kStoreUnavailable, "wrong_endpoint", false,
                          "; correct storage.endpoint or storage.region"};
constexpr Kind kNoStore{ErrorCode::kStoreUnavailable, "wrong_endpoint", false,
                        "; no S3 store answers there, correct storage.endpoint"};
constexpr Kind kLacking{ErrorCode::kStoreUnavailable, "not_implemented", false, "; clipbox needs a store that can"};
constexpr Kind kDamaged{ErrorCode::kDigestMismatch, "damaged", true, ""};
constexpr Kind kFull{ErrorCode::kInsufficientStorage, "full", false, ""};

template <ErrorCode code>
constexpr Kind kPlain{code, "", false, ""};

// What means the same to us and in S3.
template <ErrorCode code>
constexpr Known kSame{base::RowOf(code).s3_code, &kPlain<code>};

constexpr std::array kKnown = std::to_array<Known>({
    kSame<ErrorCode::kInvalidPart>,
    kSame<ErrorCode::kInvalidRange>,
    kSame<ErrorCode::kNoSuchKey>,
    kSame<ErrorCode::kNoSuchUpload>,
    kSame<ErrorCode::kSourceChanged>,
    kSame<ErrorCode::kTooLarge>,
    {"AccessDenied", &kDenied},
    {"AuthorizationHeaderMalformed", &kElsewhere},
    {"BadDigest", &kDamaged},
    {"EntityTooSmall", &kPlain<ErrorCode::kInvalidPart>},
    {"ExpiredRequest", &kDenied},
    {"IncompleteBody", &kDamaged},
    {"InternalError", &kBusy},
    {"InvalidAccessKeyId", &kDenied},
    {"InvalidDigest", &kDamaged},
    {"InvalidPartOrder", &kPlain<ErrorCode::kInvalidPart>},
    {"NoSuchBucket", &kNoBucket},
    {"NoSuchCORSConfiguration", &kPlain<ErrorCode::kNotFound>},
    {"NotImplemented", &kLacking},
    {"OperationAborted", &kBusy},
    {"PermanentRedirect", &kElsewhere},
    {"QuotaExceeded", &kFull},
    {"RequestTimeTooSkewed", &kSkewed},
    {"RequestTimeout", &kBusy},
    {"ServiceUnavailable", &kBusy},
    {"SignatureDoesNotMatch", &kDenied},
    {"SlowDown", &kBusy},
    {"TooManyRequests", &kBusy},
    {"Unauthorized", &kDenied},
    {"XAmzContentSHA256Mismatch", &kDamaged},
});

// For answers without a body (HEAD), and those of something between us and the store.
const Kind& KindOfStatus(int status) {
  if (status == 507) return kFull;
  if (status == 501) return kLacking;
  if (status == 408 || status == 429 || status == 200 || status >= 500) return kBusy;
  if (status == 401 || status == 403) return kDenied;
  if (status >= 300 && status < 400) return kElsewhere;
  if (status == 404) return kNoStore;
  if (status == 412) return kPlain<ErrorCode::kSourceChanged>;  // only reads are sent with a condition
  if (status == 416) return kPlain<ErrorCode::kInvalidRange>;
  return kPlain<ErrorCode::kInternal>;
}

const Kind& KindOf(std::string_view s3_code, int status) {
  const auto known = std::ranges::find(kKnown, s3_code, &Known::s3_code);
  return known != kKnown.end() ? *known->kind : KindOfStatus(status);
}

std::string ToText(std::chrono::seconds offset) {
  const auto size = std::chrono::abs(offset);
  return std::to_string(size.count()) + " s " + (offset.count() < 0 ? "ahead of" : "behind");
}

// A refused signature whose time the store cannot have liked is named for what it is.
bool IsSkewed(const Kind& kind, const Asked& asked, int status) {
  if (&kind == &kSkewed) return true;
  const bool refused = &kind == &kDenied || status == 400;
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
  const Kind& told = KindOf(s3_code, response.status);
  const bool skewed = IsSkewed(told, asked, response.status);
  const Kind& kind = skewed ? kSkewed : told;
  std::string message = Doing(asked.what, asked.key) + "the store answered " + std::to_string(response.status);
  if (!s3_code.empty())
    message += " " + base::PlainText(s3_code, kMaxMessageBytes) + ": " +
               base::PlainText(root->TextOf("Message"), kMaxMessageBytes);
  if (skewed && asked.clock_offset)
    message += " (this machine's clock is " + ToText(*asked.clock_offset) + " the store's)";
  return {kind.code,
          message + kind.advice,
          {.reason = kind.reason, .retry_after_seconds = RetryAfter(response), .store_is_away = &kind == &kBusy},
          kind.may_pass};
}

Failure BadAnswer(std::string_view what, std::string_view key, const std::string& why) {
  return {ErrorCode::kStoreUnavailable,
          Doing(what, key) + "the store's answer cannot be used: " + why,
          {.reason = "bad_answer"},
          true};
}

Failure Unreachable(const Asked& asked, const base::Error& cause) {
  const std::string doing = Doing(asked.what, asked.key);
  if (cause.code() == ErrorCode::kTooLarge) return BadAnswer(asked.what, asked.key, cause.what());
  if (cause.code() == ErrorCode::kCancelled)
    return {ErrorCode::kCancelled, doing + "the server is stopping", {}, false};
  if (cause.code() == ErrorCode::kInvalidUrl)
    return {kElsewhere.code, doing + cause.what() + kElsewhere.advice, {.reason = kElsewhere.reason}, false};
  return {ErrorCode::kStoreUnavailable, doing + cause.what(), {.reason = "unreachable", .store_is_away = true}, true};
}

}  // namespace clipbox::objectstore::s3
