#include "http/server/security_headers.h"

#include "catch.h"

namespace clipbox::http {
namespace {

std::string PolicyOf(const std::string& store_origin, const std::string& set_by_handler = "") {
  Response response;
  if (!set_by_handler.empty()) response.headers.Add("Content-Security-Policy", set_by_handler);
  SecurityHeaders(store_origin, "'sha256-abc='").Apply({}, response);
  return std::string(response.headers.Find("Content-Security-Policy").value_or(""));
}

TEST_CASE(
    "the page's policy lets bytes travel to the store's origin and the page's own styles apply, and nothing else") {
  CHECK(PolicyOf("https://b.example") ==
        "default-src 'self'; style-src 'self' 'sha256-abc='; connect-src 'self' https://b.example; img-src 'self' "
        "blob: https://b.example; "
        "media-src 'self' blob: https://b.example; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'");
}

TEST_CASE("with the store on the server's own origin the policy names no other") {
  CHECK(PolicyOf("").find("http") == std::string::npos);
}

TEST_CASE("a stricter policy that a handler set stays") {
  CHECK(PolicyOf("https://b.example", "sandbox; default-src 'none'") == "sandbox; default-src 'none'");
}

}  // namespace
}  // namespace clipbox::http
