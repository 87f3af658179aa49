#include "http/problem.h"

#include <algorithm>
#include <array>
#include <new>

#include "base/error_table.h"
#include "base/id.h"
#include "base/json.h"
#include "base/log.h"
#include "base/metrics.h"

namespace clipbox::http {
namespace {

using base::ErrorCode;

// By RFC 9110, and RFC 6585 and 4918 for those that it lacks.
constexpr auto kTitles = std::to_array<std::pair<int, std::string_view>>({
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {411, "Length Required"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
    {507, "Insufficient Storage"},
});

constexpr std::string_view TitleOf(int status) {
  return std::ranges::find(kTitles, status, &std::pair<int, std::string_view>::first)->second;
}

// To ask for a title that is not there does not compile.
static_assert(std::ranges::none_of(base::kErrorTable,
                                   [](const base::ErrorRow& row) { return TitleOf(row.http_status).empty(); }));

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

bool NamesField(ErrorCode code) {
  return code == ErrorCode::kUnknownField || code == ErrorCode::kInvalidField || code == ErrorCode::kInvalidRecipe ||
         code == ErrorCode::kUnsupported;
}

base::Json Members(const base::Error& error) {
  const int status = base::RowOf(error.code()).http_status;
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

// What passes, or has to be mended at the machine, is no fault of ours: logged, and not counted as one.
Response Known(const base::Error& error, std::string_view method, std::string_view path) {
  Response response = Problem(error);
  if (response.status > 500) {
    base::LogWarning(
        "http.unavailable",
        {{"code", ToText(error.code())}, {"method", method}, {"path", path}, {"error", base::Explain(error)}});
  }
  return response;
}

}  // namespace

Response Problem(const base::Error& error) {
  Response response = JsonResponse(Members(error), base::RowOf(error.code()).http_status);
  response.headers.Set("Content-Type", "application/problem+json");
  if (error.details().retry_after_seconds > 0) {
    response.headers.Add("Retry-After", std::to_string(error.details().retry_after_seconds));
  }
  if (error.code() == ErrorCode::kMethodNotAllowed) response.headers.Add("Allow", Joined(error.details().allowed));
  if (response.status == 401) response.headers.Add("WWW-Authenticate", "Bearer");
  return response;
}

std::string LoggedPath(std::string_view path) {
  constexpr std::string_view kShares = "/s/";
  if (path.substr(0, kShares.size()) != kShares) return std::string(path);
  const std::size_t below = path.find('/', kShares.size());
  return "/s/{token}" + std::string(below == std::string_view::npos ? "" : path.substr(below));
}

Response ProblemOf(std::exception_ptr thrown, std::string_view method, std::string_view raw_path) {
  const std::string path = LoggedPath(raw_path);
  try {
    std::rethrow_exception(std::move(thrown));
  } catch (const base::Error& error) {
    const bool is_ours = base::RowOf(error.code()).http_status == 500;
    return is_ours ? Internal(base::Explain(error), method, path) : Known(error, method, path);
  } catch (const std::bad_alloc&) {
    return Known(base::Error(ErrorCode::kOutOfMemory, "The machine has no memory left: try again in a moment."), method,
                 path);
  } catch (const std::exception& error) {
    return Internal(base::Explain(error), method, path);
  } catch (...) {
    return Internal("an exception that is no std::exception", method, path);
  }
}

}  // namespace clipbox::http
