#include "http/problem.h"

#include "base/id.h"
#include "base/json.h"
#include "base/log.h"
#include "base/metrics.h"

namespace clipbox::http {
namespace {

using base::ErrorCode;

std::string_view TitleOf(int status) {
  switch (status) {
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 411: return "Length Required";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    case 507: return "Insufficient Storage";
    default: return "Internal Server Error";
  }
}

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

bool NamesField(ErrorCode code) {
  return code == ErrorCode::kUnknownField || code == ErrorCode::kInvalidField || code == ErrorCode::kInvalidRecipe ||
         code == ErrorCode::kUnsupported;
}

base::Json Members(const base::Error& error, int status) {
  const std::string code(ToText(error.code()));
  const base::ErrorDetails& details = error.details();
  base::Json members{{"type", "/problems/" + code},
                     {"title", TitleOf(status)},
                     {"status", status},
                     {"detail", error.what()},
                     {"code", code}};
  // An empty pointer is the whole body (RFC 6901).
  if (!details.pointer.empty() || NamesField(error.code())) members["pointer"] = details.pointer;
  if (!details.reason.empty()) members["reason"] = details.reason;
  if (!details.setting.empty()) members["setting"] = details.setting;
  if (!details.current.empty()) members["current"] = details.current;
  if (!details.allowed.empty() || error.code() == ErrorCode::kWrongStatus) members["allowed"] = details.allowed;
  if (!details.missing.empty()) members["missing"] = details.missing;
  return members;
}

// What went wrong inside stays in the log; the answer carries only the id under which it stands there.
Response Internal(const std::string& what, std::string_view method, std::string_view path) {
  const std::string id = base::RandomHex(8);
  base::LogError("http.internal", {{"id", id}, {"method", method}, {"path", path}, {"error", what}});
  base::CountMetric("clipbox_internal_errors_total", {{"place", "http"}});
  return Problem(base::Error(ErrorCode::kInternal, "Something failed inside. The log names it under " + id + "."));
}

}  // namespace

int StatusOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidJson:
    case ErrorCode::kBadRequest: return 400;
    case ErrorCode::kUnauthenticated:
    case ErrorCode::kBadCredentials: return 401;
    case ErrorCode::kForbidden:
    case ErrorCode::kCrossSite:
    case ErrorCode::kRightsRequired:
    case ErrorCode::kSignatureMismatch:
    case ErrorCode::kUrlExpired: return 403;
    case ErrorCode::kNotFound:
    case ErrorCode::kNoSuchKey:
    case ErrorCode::kNoSuchUpload: return 404;
    case ErrorCode::kMethodNotAllowed: return 405;
    case ErrorCode::kRequestTimeout: return 408;
    case ErrorCode::kWrongStatus:
    case ErrorCode::kDifferentFile:
    case ErrorCode::kPartsMissing:
    case ErrorCode::kSizeMismatch:
    case ErrorCode::kSourceMissing:
    case ErrorCode::kSourceChanged:
    case ErrorCode::kLastAdmin:
    case ErrorCode::kAlreadySetUp: return 409;
    case ErrorCode::kLengthRequired: return 411;
    case ErrorCode::kBodyTooLarge: return 413;
    case ErrorCode::kPathTooLong: return 414;
    case ErrorCode::kUnsupportedMediaType: return 415;
    case ErrorCode::kInvalidRange: return 416;
    case ErrorCode::kMisdirectedHost: return 421;
    case ErrorCode::kUnknownField:
    case ErrorCode::kInvalidField:
    case ErrorCode::kInvalidRecipe:
    case ErrorCode::kInvalidUrl:
    case ErrorCode::kUnsupported:
    case ErrorCode::kTooLong:
    case ErrorCode::kTooLarge:
    case ErrorCode::kEmptyFile:
    case ErrorCode::kIdempotencyKeyReused: return 422;
    case ErrorCode::kRateLimited: return 429;
    case ErrorCode::kHeadTooLarge: return 431;
    case ErrorCode::kUnreachable: return 502;
    case ErrorCode::kStoreUnavailable:
    case ErrorCode::kTooManyStreams:
    case ErrorCode::kTooManyConnections: return 503;
    case ErrorCode::kVersionNotSupported: return 505;
    case ErrorCode::kInsufficientStorage:
    case ErrorCode::kStorageFull: return 507;
    default: return 500;
  }
}

Response Problem(const base::Error& error) {
  Response response = JsonResponse(Members(error, StatusOf(error.code())), StatusOf(error.code()));
  response.headers.Set("Content-Type", "application/problem+json");
  if (error.details().retry_after_seconds > 0) {
    response.headers.Add("Retry-After", std::to_string(error.details().retry_after_seconds));
  }
  if (error.code() == ErrorCode::kMethodNotAllowed) response.headers.Add("Allow", Joined(error.details().allowed));
  if (response.status == 401) response.headers.Add("WWW-Authenticate", "Bearer");
  return response;
}

Response ProblemOf(std::exception_ptr thrown, std::string_view method, std::string_view path) {
  try {
    std::rethrow_exception(std::move(thrown));
  } catch (const base::Error& error) {
    return StatusOf(error.code()) == 500 ? Internal(base::Explain(error), method, path) : Problem(error);
  } catch (const std::exception& error) {
    return Internal(base::Explain(error), method, path);
  } catch (...) {
    return Internal("an exception that is no std::exception", method, path);
  }
}

}  // namespace clipbox::http
