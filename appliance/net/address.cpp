#include "net/address.h"

#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <span>

namespace clipbox::net {
namespace {

using Ipv6 = std::array<std::uint8_t, 16>;

struct Network4 {
  std::uint32_t prefix;
  int bits;
};

constexpr std::uint32_t Quad(unsigned a, unsigned b, unsigned c, unsigned d) { return a << 24 | b << 16 | c << 8 | d; }

// Loopback, RFC 1918 and link-local; the last holds the metadata services of clouds (169.254.169.254).
constexpr std::array kPrivate4 = {Network4{Quad(127, 0, 0, 0), 8}, Network4{Quad(10, 0, 0, 0), 8},
                                  Network4{Quad(172, 16, 0, 0), 12}, Network4{Quad(192, 168, 0, 0), 16},
                                  Network4{Quad(169, 254, 0, 0), 16}};

// The IANA special-purpose registry (RFC 6890), beside the private ones above. This network, carriers' shared space,
// protocol assignments, documentation, 6to4 relays and benchmarks; from 224 on multicast and reserved.
constexpr std::array kSpecial4 = {Network4{0, 8},
                                  Network4{Quad(100, 64, 0, 0), 10},
                                  Network4{Quad(192, 0, 0, 0), 24},
                                  Network4{Quad(192, 0, 2, 0), 24},
                                  Network4{Quad(192, 88, 99, 0), 24},
                                  Network4{Quad(198, 18, 0, 0), 15},
                                  Network4{Quad(198, 51, 100, 0), 24},
                                  Network4{Quad(203, 0, 113, 0), 24},
                                  Network4{Quad(224, 0, 0, 0), 3}};

bool IsIn(std::uint32_t address, std::span<const Network4> networks) {
  const auto holds = [&](const Network4& network) { return (address ^ network.prefix) >> (32 - network.bits) == 0; };
  return std::ranges::any_of(networks, holds);
}

bool IsPublic4(std::uint32_t address) { return !IsIn(address, kPrivate4) && !IsIn(address, kSpecial4); }

// Copied out: the caller's pointer need not be aligned for the larger structure.
Ipv6 BytesOf(const sockaddr& address) {
  sockaddr_in6 whole{};
  std::memcpy(&whole, &address, sizeof whole);
  Ipv6 bytes{};
  std::memcpy(bytes.data(), &whole.sin6_addr, bytes.size());
  return bytes;
}

std::uint32_t QuadOf(const sockaddr& address) {
  sockaddr_in whole{};
  std::memcpy(&whole, &address, sizeof whole);
  return ntohl(whole.sin_addr.s_addr);
}

std::uint32_t QuadAt(const Ipv6& bytes, std::size_t at) {
  return Quad(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]);
}

bool StartsWith(const Ipv6& bytes, std::initializer_list<std::uint8_t> prefix) {
  return std::equal(prefix.begin(), prefix.end(), bytes.begin());
}

// ::ffff:a.b.c.d, which a socket connects by IPv4.
bool IsMapped4(const Ipv6& bytes) { return StartsWith(bytes, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}); }

// The forms that carry an IPv4 address are judged by that address, or they would be a way around its rules.
bool IsPublic6(const Ipv6& bytes) {
  if (IsMapped4(bytes)) return IsPublic4(QuadAt(bytes, 12));
  if (StartsWith(bytes, {0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0}))
    return IsPublic4(QuadAt(bytes, 12));                                    // NAT64, RFC 6052
  if (StartsWith(bytes, {0x20, 0x02})) return IsPublic4(QuadAt(bytes, 2));  // 6to4
  const bool special = StartsWith(bytes, {0x20, 0x01, 0x0D, 0xB8}) || (StartsWith(bytes, {0x20, 0x01}) && bytes[2] < 2);
  return (bytes[0] & 0xE0) == 0x20 && !special;  // 2000::/3 is all that is routed
}

bool IsPrivate6(const Ipv6& bytes) {
  if (IsMapped4(bytes)) return IsIn(QuadAt(bytes, 12), kPrivate4);
  const bool loopback = StartsWith(bytes, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
  const bool unique_local = (bytes[0] & 0xFE) == 0xFC;
  const bool link_local = bytes[0] == 0xFE && (bytes[1] & 0xC0) == 0x80;
  return loopback || unique_local || link_local;
}

}  // namespace

bool IsPublicAddress(const sockaddr& address) {
  if (address.sa_family == AF_INET) return IsPublic4(QuadOf(address));
  return address.sa_family == AF_INET6 && IsPublic6(BytesOf(address));
}

bool IsPrivateAddress(const sockaddr& address) {
  if (address.sa_family == AF_INET) return IsIn(QuadOf(address), kPrivate4);
  return address.sa_family == AF_INET6 && IsPrivate6(BytesOf(address));
}

}  // namespace clipbox::net
