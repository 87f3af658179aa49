#include "http/s3/error.h"

#include "base/error.h"
#include "base/id.h"
#include "base/log.h"
#include "base/metrics.h"
#include "http/problem.h"
#include "xml/element.h"

namespace clipbox::http {
namespace {

using base::ErrorCode;

// The id in the answer is the request's, by which the log line is found.
S3Error Internal(const std::string& what, const std::string& request_id) {
  base::LogError("s3.internal", {{"id", request_id}, {"error", what}});
  base::CountMetric("clipbox_internal_errors_total", {{"place", "s3"}});
  return {500, "InternalError", "Something failed inside. The log names it under " + request_id + "."};
}

// Codes as in "List of error codes" of the S3 reference; the store's own words where they help.
S3Error Translate(const base::Error& error, const std::string& request_id) {
  switch (error.code()) {
    case ErrorCode::kNoSuchKey: return {404, "NoSuchKey", "The specified key does not exist."};
    case ErrorCode::kNotFound: return {404, "NoSuchBucket", "The specified bucket does not exist"};
    case ErrorCode::kNoSuchUpload: return {404, "NoSuchUpload", error.what()};
    case ErrorCode::kInvalidPart: return {400, "InvalidPart", error.what()};
    case ErrorCode::kDigestMismatch: return {400, "XAmzContentSHA256Mismatch", error.what()};
    case ErrorCode::kSizeMismatch:
    case ErrorCode::kBadRequest: return {400, "IncompleteBody", error.what()};
    case ErrorCode::kRequestTimeout: return {400, "RequestTimeout", error.what()};
    case ErrorCode::kLengthRequired: return {411, "MissingContentLength", error.what()};
    case ErrorCode::kBodyTooLarge:
    case ErrorCode::kTooLarge: return {400, "EntityTooLarge", error.what()};
    case ErrorCode::kInvalidField: return {400, "InvalidArgument", error.what()};
    case ErrorCode::kStorageFull:
    case ErrorCode::kInsufficientStorage: return {507, "InsufficientStorage", "The disk of the store is full."};
    case ErrorCode::kStoreUnavailable:
    case ErrorCode::kDatabaseLocked: return {503, "ServiceUnavailable", "The store cannot answer now. Try again."};
    default: return Internal(base::Explain(error), request_id);
  }
}

// No head that S3 would read: too large, contradicting itself, for another host, or too slow.
S3Error TranslateRefusal(const base::Error& error) {
  switch (error.code()) {
    case ErrorCode::kPathTooLong: return {400, "InvalidURI", error.what()};
    case ErrorCode::kHeadTooLarge: return {400, "RequestHeaderSectionTooLarge", error.what()};
    case ErrorCode::kLengthRequired: return {411, "MissingContentLength", error.what()};
    case ErrorCode::kRequestTimeout: return {400, "RequestTimeout", error.what()};
    default: return {StatusOf(error.code()), "InvalidRequest", error.what()};
  }
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

Response S3ErrorResponse(std::exception_ptr thrown, const std::string& resource, const std::string& request_id) {
  try {
    std::rethrow_exception(std::move(thrown));
  } catch (const S3Error& error) {
    return ToResponse(error, resource, request_id);
  } catch (const base::Error& error) {
    return ToResponse(Translate(error, request_id), resource, request_id);
  } catch (const std::exception& error) {
    return ToResponse(Internal(base::Explain(error), request_id), resource, request_id);
  }
}

Response S3RefusalResponse(const base::Error& error) {
  const std::string request_id = base::RandomHex(8);
  Response response = ToResponse(TranslateRefusal(error), "", request_id);
  response.headers.Add("x-amz-request-id", request_id);
  return response;
}

}  // namespace clipbox::http
