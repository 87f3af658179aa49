#include "net/url.h"

#include "catch.h"

namespace clipbox::net {

TEST_CASE("a URL comes apart into its parts") {
  const auto url = ParseUrl("HTTP://User@Example.ORG:8080/a/b?x=1&y=#frag");
  REQUIRE(url);
  CHECK(url->scheme == "http");
  CHECK(url->host == "example.org");
  CHECK(url->port == 8080);
  CHECK(url->has_user_info);
  CHECK(url->path == "/a/b");
  CHECK(url->query == "x=1&y=");
  CHECK(url->fragment == "frag");
}

TEST_CASE("missing parts take the scheme's own") {
  CHECK(ParseUrl("https://example.org")->port == 443);
  CHECK(ParseUrl("http://example.org")->port == 80);
  CHECK(ParseUrl("https://example.org")->path == "/");
  CHECK_FALSE(ParseUrl("https://example.org")->has_user_info);
}

TEST_CASE("an IPv6 host loses its brackets") { CHECK(ParseUrl("http://[::1]:80/")->host == "::1"); }

TEST_CASE("what is not an absolute http URL is none") {
  for (const char* text :
       {"", "/path", "example.org/x", "ftp://example.org/", "javascript:alert(1)", "https://", "http://a b/"}) {
    INFO(text);
    CHECK_FALSE(ParseUrl(text));
  }
}

TEST_CASE("the first parameter of a name counts") {
  CHECK(FindParameter("a=1&b=2&a=3", "a") == "1");
  CHECK(FindParameter("a=1&b=2", "b") == "2");
  CHECK(FindParameter("a&b=2", "a") == "");
  CHECK(FindParameter("ab=1", "a") == std::nullopt);
  CHECK(FindParameter("u=a=b", "u") == "a=b");
  CHECK(FindParameter("", "a") == std::nullopt);
}

}  // namespace clipbox::net
