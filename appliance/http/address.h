// Internet addresses as numbers, and networks of them: whose X-Forwarded-* counts, who is on this machine. Values; pure
// but for InterfaceAddresses.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sockaddr;

namespace clipbox::http {

// IPv6, with IPv4 mapped into it (RFC 4291, 2.5.5.2), so that `127.0.0.1` and `::ffff:127.0.0.1` are one address.
struct IpAddress {
  std::array<std::uint8_t, 16> bytes{};
  bool operator==(const IpAddress&) const = default;
};

// `192.0.2.1`, `2001:db8::1`, also in brackets. Returns nullopt for anything else (a name, a port behind it).
std::optional<IpAddress> ParseAddress(std::string_view text);
// Returns nullopt for another family than IPv4 and IPv6.
std::optional<IpAddress> AddressOf(const sockaddr& address);
std::string ToText(const IpAddress& address);
bool IsLoopback(const IpAddress& address);

// An address or a network in CIDR notation (`10.0.0.0/8`).
class Network {
 public:
  // Throws: Error kConfiguration for what is neither.
  explicit Network(std::string_view text);
  bool Holds(const IpAddress& address) const;

 private:
  IpAddress base_;
  int prefix_bits_ = 128;
};

// The addresses of this machine's interfaces, as they are now.
std::vector<IpAddress> InterfaceAddresses();

}  // namespace clipbox::http
