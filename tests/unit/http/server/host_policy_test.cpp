#include "http/server/host_policy.h"

#include "base/error.h"
#include "catch.h"

namespace clipbox {
namespace {

using http::HostPolicy;
using http::RequestHead;
using http::ServerSettings;

http::IpAddress Address(std::string_view text) { return *http::ParseAddress(text); }

RequestHead Head(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
  RequestHead head;
  for (const auto& [name, value] : fields) head.headers.Add(name, value);
  return head;
}

bool Allows(const HostPolicy& policy, std::string_view host) {
  try {
    policy.Resolve(Head({{"Host", host}}), Address("203.0.113.7"), "192.0.2.1:80", false);
    return true;
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kMisdirectedHost);
    return false;
  }
}

TEST_CASE("loopback, this machine's addresses, the public URL and the listed names are allowed") {
  ServerSettings settings;
  settings.public_url = "https://clips.example.org";
  settings.allow_hosts = {"Nas.Local", "box:8080"};
  const HostPolicy policy(settings);
  for (const char* host : {"localhost", "localhost:8080", "127.0.0.1:1", "127.9.9.9", "[::1]:8080", "clips.example.org",
                           "CLIPS.example.org.:443", "nas.local", "box", "box:9"}) {
    INFO(host);
    CHECK(Allows(policy, host));
  }
  for (const auto& own : http::InterfaceAddresses()) {
    const std::string text = http::ToText(own);
    CHECK(Allows(policy, text.find(':') == std::string::npos ? text : "[" + text + "]"));
  }
  for (const char* host :
       {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "203.0.113.99", "notclips.example.org"}) {
    INFO(host);
    CHECK_FALSE(Allows(policy, host));
  }
}

TEST_CASE("what a proxy forwards counts only from a trusted one") {
  ServerSettings settings;
  settings.allow_hosts = {"clips.example.org"};
  settings.trusted_proxies = {"10.0.0.0/8", "2001:db8::/32"};
  const HostPolicy policy(settings);
  const RequestHead head = Head({{"Host", "localhost"},
                                 {"X-Forwarded-For", "198.51.100.1, 203.0.113.7"},
                                 {"X-Forwarded-For", "10.1.1.1"},
                                 {"X-Forwarded-Proto", "https"},
                                 {"X-Forwarded-Host", "clips.example.org"}});
  for (const char* proxy : {"127.0.0.1", "::1", "10.2.3.4", "2001:db8::9"}) {
    const auto seen = policy.Resolve(head, Address(proxy), "", false);
    CHECK(seen.client_address == "203.0.113.7");
    CHECK(seen.origin == "https://clips.example.org");
  }
  const auto direct = policy.Resolve(head, Address("11.0.0.1"), "", false);
  CHECK(direct.client_address == "11.0.0.1");
  CHECK(direct.origin == "http://localhost");
}

TEST_CASE("links are made on the public URL, and on the accepted host without one") {
  ServerSettings settings;
  CHECK(HostPolicy(settings).Resolve(Head({{"Host", "localhost:81"}}), Address("::1"), "", true).origin ==
        "https://localhost:81");
  settings.public_url = "https://clips.example.org";
  CHECK(HostPolicy(settings).Resolve(Head({{"Host", "localhost:81"}}), Address("::1"), "", false).origin ==
        "https://clips.example.org");
}

TEST_CASE("HTTP/1.0 without a host is taken for the address it came to") {
  CHECK(HostPolicy({}).Resolve(Head({}), Address("::1"), "127.0.0.1:8080", false).host == "127.0.0.1:8080");
}

TEST_CASE("a trusted proxy that is no address is a mistake in the configuration") {
  for (const char* bad : {"proxy.local", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129", ""}) {
    ServerSettings settings;
    settings.trusted_proxies = {bad};
    CHECK_THROWS_AS(HostPolicy(settings), base::Error);
  }
}

TEST_CASE("networks hold their addresses") {
  CHECK(http::Network("10.0.0.0/8").Holds(Address("10.255.0.1")));
  CHECK_FALSE(http::Network("10.0.0.0/8").Holds(Address("11.0.0.1")));
  CHECK(http::Network("192.0.2.7").Holds(Address("::ffff:192.0.2.7")));
  CHECK_FALSE(http::Network("192.0.2.6/31").Holds(Address("192.0.2.8")));
  CHECK(http::Network("0.0.0.0/0").Holds(Address("1.2.3.4")));
  CHECK_FALSE(http::Network("0.0.0.0/0").Holds(Address("2001:db8::1")));
}

}  // namespace
}  // namespace clipbox
