#include "http/server/security_headers.h"

namespace clipbox::http {
namespace {

void AddMissing(Headers& headers, std::string_view name, std::string_view value) {
  if (!headers.Has(name)) headers.Add(name, value);
}

}  // namespace

SecurityHeaders::SecurityHeaders(const std::string& store_origin, const std::string& style_source) {
  const std::string store = store_origin.empty() ? "" : " " + store_origin;
  // blob: is the page's preview of a file that is not uploaded yet.
  policy_ = "default-src 'self'; style-src 'self' " + style_source + "; connect-src 'self'" + store +
            "; img-src 'self' blob:" + store + "; media-src 'self' blob:" + store +
            "; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
}

void SecurityHeaders::Apply(const Request& request, Response& response) const {
  Headers& headers = response.headers;
  AddMissing(headers, "Content-Security-Policy", policy_);
  AddMissing(headers, "X-Content-Type-Options", "nosniff");
  AddMissing(headers, "Referrer-Policy", "no-referrer");
  AddMissing(headers, "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
  AddMissing(headers, "Cross-Origin-Opener-Policy", "same-origin");
  // Objects of the embedded store are fetched by pages of the origins that its CORS rule names; the rule decides there.
  if (!request.is_aws_signed) AddMissing(headers, "Cross-Origin-Resource-Policy", "same-origin");
  if (request.scheme == "https") AddMissing(headers, "Strict-Transport-Security", "max-age=31536000");
}

}  // namespace clipbox::http
