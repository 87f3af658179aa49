// Which name a request may call this server by, and what of X-Forwarded-* counts. A page of another site that makes its
// name point here (DNS rebinding) is refused by this. Constant after construction; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/address.h"
#include "http/server/request_head.h"
#include "http/server/settings.h"

namespace clipbox::http {

// How the person's client reached us.
struct Addressing {
  std::string client_address;
  std::string scheme;
  std::string host;    // with its port
  std::string origin;  // `scheme://host`, or the public URL
};

class HostPolicy {
 public:
  // Throws: Error kConfiguration for a proxy that is no address or network.
  explicit HostPolicy(const ServerSettings& settings);

  // Requires: `local` is the `address:port` the connection came to; it stands in for the Host that HTTP/1.0 may leave
  // out. Throws: Error kMisdirectedHost for a host that is not allowed, kBadRequest for one that is malformed.
  Addressing Resolve(const RequestHead& head, const IpAddress& remote, std::string_view local, bool tls) const;

  bool IsTrusted(const IpAddress& address) const;

 private:
  bool IsAllowed(std::string_view host) const;
  std::string ClientOf(const Headers& headers, const IpAddress& remote) const;

  const std::string public_url_;
  std::vector<std::string> names_;  // lower case, without ports
  std::vector<Network> proxies_;
};

}  // namespace clipbox::http
