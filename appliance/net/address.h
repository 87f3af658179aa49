// Which network an address belongs to: decides whether a URL that came out of data may be connected to. Pure; any
// thread.
#pragma once

#include <sys/socket.h>

namespace clipbox::net {

// True only for globally routable unicast addresses of IPv4 and IPv6. Not loopback, private (RFC 1918, 4193),
// link-local, shared (RFC 6598), documentation, benchmarking, multicast or reserved, nor an IPv6 form that carries such
// an IPv4 address.
bool IsPublicAddress(const sockaddr& address);

// True for loopback, private and link-local ones: where a plain http endpoint may stand.
bool IsPrivateAddress(const sockaddr& address);

}  // namespace clipbox::net
