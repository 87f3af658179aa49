#include "http/s3/error.h"

#include <algorithm>
#include <array>
#include <new>

#include "base/error_table.h"
#include "base/id.h"
#include "base/log.h"
#include "base/metrics.h"
#include "xml/element.h"

namespace clipbox::http {
namespace {

using base::ErrorCode;
using crypto::SigV4Verdict;

// The id in the answer is the request's, by which the log line is found.
S3Error Internal(const std::string& what, const std::string& request_id) {
  base::LogError("s3.internal", {{"id", request_id}, {"error", what}});
  base::CountMetric("clipbox_internal_errors_total", {{"place", "s3"}});
  return {500, "InternalError", "Something failed inside. The log names it under " + request_id + "."};
}

// The store's own words where they are known to clients, or where ours would tell more than is the client's business.
constexpr auto kWords = std::to_array<std::pair<std::string_view, const char*>>({
    {"NoSuchKey", "The specified key does not exist."},
    {"NoSuchBucket", "The specified bucket does not exist"},
    {"InsufficientStorage", "The disk of the store is full."},
    {"ServiceUnavailable", "The store cannot answer now. Try again."},
    {"SlowDown", "The store is busy. Try again."},
});

std::string WordsOf(std::string_view s3_code, const base::Error& error) {
  const auto known = std::ranges::find(kWords, s3_code, &std::pair<std::string_view, const char*>::first);
  return known != kWords.end() ? known->second : error.what();
}

S3Error Translate(const base::Error& error, const std::string& request_id) {
  const base::ErrorRow& row = base::RowOf(error.code());
  if (row.s3_status == 500) return Internal(base::Explain(error), request_id);
  if (row.s3_status > 500)
    base::LogWarning("s3.unavailable", {{"id", request_id}, {"code", row.text}, {"error", base::Explain(error)}});
  return {row.s3_status, std::string(row.s3_code), WordsOf(row.s3_code, error)};
}

Response ToResponse(const S3Error& error, const std::string& resource, const std::string& request_id) {
  const xml::Element root{
      "Error",
      "",
      {{"Code", error.code()}, {"Message", error.what()}, {"Resource", resource}, {"RequestId", request_id}}};
  Response response = TextResponse(xml::Write(root), "application/xml", error.status());
  for (const Header& header : error.headers().all()) response.headers.Set(header.name, header.value);
  return response;
}

}  // namespace

S3Error NotImplemented(const std::string& what) {
  return {501, "NotImplemented", "This store does not implement " + what + "."};
}

S3Error MalformedXml() {
  return {400, "MalformedXML",
          "The XML you provided was not well-formed or did not validate against our published schema"};
}

S3Error EntityTooLarge(std::uint64_t max_bytes) {
  return {400, "EntityTooLarge",
          "Your proposed upload exceeds the maximum allowed size of " + std::to_string(max_bytes) + " bytes."};
}

S3Error PreconditionFailed() {
  return {412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold"};
}

void RequireValid(SigV4Verdict verdict) {
  switch (verdict) {
    case SigV4Verdict::kValid: return;
    case SigV4Verdict::kMalformed:
      throw S3Error(403, "AccessDenied", "The request is not signed, or its signature cannot be read.");
    case SigV4Verdict::kUnknownKey:
      throw S3Error(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
    case SigV4Verdict::kMismatch:
      throw S3Error(403, "SignatureDoesNotMatch",
                    "The request signature we calculated does not match the signature you provided. Check your key and "
                    "signing method.");
    case SigV4Verdict::kExpired: throw S3Error(403, "AccessDenied", "Request has expired");
    case SigV4Verdict::kSkewed:
      throw S3Error(403, "RequestTimeTooSkewed",
                    "The difference between the request time and the current time is too large.");
    case SigV4Verdict::kUnsignedHeader:
      throw S3Error(403, "AccessDenied", "There were headers present in the request which were not signed");
  }
}

Response S3ErrorResponse(std::exception_ptr thrown, const std::string& resource, const std::string& request_id) {
  try {
    std::rethrow_exception(std::move(thrown));
  } catch (const S3Error& error) {
    return ToResponse(error, resource, request_id);
  } catch (const base::Error& error) {
    return ToResponse(Translate(error, request_id), resource, request_id);
  } catch (const std::bad_alloc& error) {
    return ToResponse(Translate({ErrorCode::kOutOfMemory, error.what()}, request_id), resource, request_id);
  } catch (const std::exception& error) {
    return ToResponse(Internal(base::Explain(error), request_id), resource, request_id);
  }
}

Response S3RefusalResponse(const base::Error& error) {
  const std::string request_id = base::RandomHex(8);
  Response response = ToResponse(Translate(error, request_id), "", request_id);
  response.headers.Add("x-amz-request-id", request_id);
  return response;
}

}  // namespace clipbox::http
