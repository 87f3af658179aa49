#include "http/address.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "base/error.h"
#include "base/text.h"

namespace clipbox::http {
namespace {

constexpr std::array<std::uint8_t, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool IsMapped(const IpAddress& address) {
  return std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), address.bytes.begin());
}

IpAddress Mapped(const in_addr& address) {
  IpAddress made;
  std::copy(kMappedPrefix.begin(), kMappedPrefix.end(), made.bytes.begin());
  std::memcpy(made.bytes.data() + kMappedPrefix.size(), &address, sizeof address);
  return made;
}

}  // namespace

std::optional<IpAddress> ParseAddress(std::string_view text) {
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
  const std::string terminated(text);
  in_addr four{};
  if (::inet_pton(AF_INET, terminated.c_str(), &four) == 1) return Mapped(four);
  IpAddress six;
  if (::inet_pton(AF_INET6, terminated.c_str(), six.bytes.data()) == 1) return six;
  return std::nullopt;
}

std::optional<IpAddress> AddressOf(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in four{};
    std::memcpy(&four, &address, sizeof four);
    return Mapped(four.sin_addr);
  }
  if (address.sa_family != AF_INET6) return std::nullopt;
  sockaddr_in6 six{};
  std::memcpy(&six, &address, sizeof six);
  IpAddress made;
  std::memcpy(made.bytes.data(), &six.sin6_addr, made.bytes.size());
  return made;
}

std::string ToText(const IpAddress& address) {
  char text[INET6_ADDRSTRLEN] = {};
  const bool four = IsMapped(address);
  ::inet_ntop(four ? AF_INET : AF_INET6, address.bytes.data() + (four ? kMappedPrefix.size() : 0), text, sizeof text);
  return text;
}

bool IsLoopback(const IpAddress& address) {
  if (IsMapped(address)) return address.bytes[12] == 127;
  return address == *ParseAddress("::1");
}

Network::Network(std::string_view text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const auto address = ParseAddress(text.substr(0, slash));
  const int width = address && IsMapped(*address) ? 32 : 128;
  const auto bits = slash < text.size() ? base::ParseNumber<int>(text.substr(slash + 1), 0, width) : width;
  if (!address || !bits) {
    throw base::Error(base::ErrorCode::kConfiguration,
                      "not an address or a network like 10.0.0.0/8: " + std::string(text));
  }
  base_ = *address;
  prefix_bits_ = *bits + 128 - width;
}

bool Network::Holds(const IpAddress& address) const {
  for (int bit = 0; bit < prefix_bits_; ++bit) {
    const auto at = static_cast<std::size_t>(bit / 8);
    if (((base_.bytes[at] ^ address.bytes[at]) >> (7 - bit % 8)) & 1) return false;
  }
  return true;
}

std::vector<IpAddress> InterfaceAddresses() {
  ifaddrs* list = nullptr;
  if (::getifaddrs(&list) != 0) base::ThrowErrno("read", "the interfaces' addresses");
  const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner(list, &::freeifaddrs);
  std::vector<IpAddress> found;
  for (const ifaddrs* entry = list; entry != nullptr; entry = entry->ifa_next) {
    if (entry->ifa_addr == nullptr) continue;
    if (const auto address = AddressOf(*entry->ifa_addr)) found.push_back(*address);
  }
  return found;
}

}  // namespace clipbox::http
