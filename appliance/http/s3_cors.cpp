#include "http/s3_cors.h"

#include <algorithm>
#include <array>

#include "http/s3_error.h"

namespace clipbox::http {
namespace {

// What a browser does with presigned URLs; everything else goes through the API.
constexpr std::array<std::string_view, 3> kMethods = {"GET", "PUT", "HEAD"};

}  // namespace

bool S3Cors::Allows(const Request& request, std::string_view origin) const {
  if (origins_.empty()) return origin == request.origin || origin == request.scheme + "://" + request.host;
  return std::any_of(origins_.begin(), origins_.end(),
                     [&](const std::string& each) { return each == "*" || each == origin; });
}

Response S3Cors::Preflight(const Request& request) const {
  const std::string_view origin = request.headers.Find("Origin").value_or("");
  const std::string_view method = request.headers.Find("Access-Control-Request-Method").value_or("");
  const bool method_allowed = std::find(kMethods.begin(), kMethods.end(), method) != kMethods.end();
  if (origin.empty() || !method_allowed || !Allows(request, origin)) {
    throw S3Error(403, "AccessForbidden",
                  "CORSResponse: This CORS request is not allowed. storage.cors_origins names the origins that are.");
  }
  Response response;
  response.headers.Add("Access-Control-Allow-Methods", "GET, PUT, HEAD");
  // The signature says which headers count, so any may be sent.
  if (const auto headers = request.headers.Find("Access-Control-Request-Headers"))
    response.headers.Add("Access-Control-Allow-Headers", *headers);
  response.headers.Add("Access-Control-Max-Age", "3600");
  return response;
}

void S3Cors::Apply(const Request& request, Response& response) const {
  const std::string_view origin = request.headers.Find("Origin").value_or("");
  response.headers.Add("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
  if (origin.empty() || !Allows(request, origin)) return;
  response.headers.Add("Access-Control-Allow-Origin", origin);
  response.headers.Add("Access-Control-Expose-Headers", "ETag");
}

}  // namespace clipbox::http
