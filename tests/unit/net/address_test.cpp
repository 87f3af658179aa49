#include "net/address.h"

#include <arpa/inet.h>

#include <cstring>
#include <string>

#include "catch.h"

namespace clipbox::net {
namespace {

sockaddr_storage Address(const std::string& text) {
  sockaddr_storage storage{};
  auto* four = reinterpret_cast<sockaddr_in*>(&storage);
  auto* six = reinterpret_cast<sockaddr_in6*>(&storage);
  if (::inet_pton(AF_INET, text.c_str(), &four->sin_addr) == 1) {
    storage.ss_family = AF_INET;
  } else if (::inet_pton(AF_INET6, text.c_str(), &six->sin6_addr) == 1) {
    storage.ss_family = AF_INET6;
  }
  return storage;
}

bool IsPublic(const std::string& text) {
  const sockaddr_storage storage = Address(text);
  return IsPublicAddress(reinterpret_cast<const sockaddr&>(storage));
}

bool IsPrivate(const std::string& text) {
  const sockaddr_storage storage = Address(text);
  return IsPrivateAddress(reinterpret_cast<const sockaddr&>(storage));
}

}  // namespace

TEST_CASE("routed addresses are public") {
  for (const char* text :
       {"1.1.1.1", "142.250.74.110", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "223.255.255.255",
        "2a00:1450:4001:80e::200e", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:0101:0101::1"}) {
    INFO(text);
    CHECK(IsPublic(text));
    CHECK_FALSE(IsPrivate(text));
  }
}

TEST_CASE("loopback, private and link-local addresses are private and never public") {
  for (const char* text :
       {"127.0.0.1", "127.255.255.254", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "::1", "fe80::1", "fd00::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:192.168.0.1"}) {
    INFO(text);
    CHECK_FALSE(IsPublic(text));
    CHECK(IsPrivate(text));
  }
}

TEST_CASE("special-purpose addresses are neither") {
  for (const char* text : {"0.0.0.0", "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1",
                           "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "ff02::1", "2001:db8::1",
                           "2001::1", "64:ff9b::7f00:1", "2002:7f00:1::1"}) {
    INFO(text);
    CHECK_FALSE(IsPublic(text));
    CHECK_FALSE(IsPrivate(text));
  }
}

}  // namespace clipbox::net
