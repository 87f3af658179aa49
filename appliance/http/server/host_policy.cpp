#include "http/server/host_policy.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;

// The last of a comma-separated list that several proxies may have added to: what the nearest one, the trusted one,
// wrote.
std::string_view LastOf(const Headers& headers, std::string_view name) {
  const auto values = headers.FindAll(name);
  if (values.empty()) return {};
  std::string_view last = values.back();
  last.remove_prefix(last.rfind(',') + 1);  // npos + 1 is 0
  return base::Trim(last);
}

// `name:port` → name, `[::1]:80` → ::1, lower case, without the root's dot.
std::string NameOf(std::string_view host) {
  if (host.starts_with('[')) {
    host = host.substr(1, host.find(']') - 1);
  } else {
    host = host.substr(0, host.find(':'));
  }
  if (host.ends_with('.')) host.remove_suffix(1);
  return base::ToLower(host);
}

bool IsWellFormed(std::string_view host) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:[]";
  return !host.empty() && host.find_first_not_of(kAllowed) == std::string_view::npos;
}

std::string_view WithoutScheme(std::string_view url) {
  const std::size_t mark = url.find("://");
  if (mark != std::string_view::npos) url.remove_prefix(mark + 3);
  return url.substr(0, url.find('/'));
}

}  // namespace

HostPolicy::HostPolicy(const ServerSettings& settings) : public_url_(settings.public_url) {
  for (const std::string& host : settings.allow_hosts) names_.push_back(NameOf(host));
  if (!public_url_.empty()) names_.push_back(NameOf(WithoutScheme(public_url_)));
  names_.emplace_back("localhost");
  for (const std::string& proxy : settings.trusted_proxies) proxies_.emplace_back(proxy);
}

bool HostPolicy::IsTrusted(const IpAddress& address) const {
  return IsLoopback(address) || std::any_of(proxies_.begin(), proxies_.end(),
                                            [&address](const Network& network) { return network.Holds(address); });
}

bool HostPolicy::IsAllowed(std::string_view host) const {
  const std::string name = NameOf(host);
  if (std::find(names_.begin(), names_.end(), name) != names_.end()) return true;
  const auto address = ParseAddress(name);
  if (!address) return name.ends_with(".localhost");
  if (IsLoopback(*address)) return true;
  // Read anew: an address that DHCP gave since the start is this machine's too.
  const auto own = InterfaceAddresses();
  return std::find(own.begin(), own.end(), *address) != own.end();
}

std::string HostPolicy::ClientOf(const Headers& headers, const IpAddress& remote) const {
  IpAddress client = remote;
  auto lines = headers.FindAll("X-Forwarded-For");
  // From the nearest proxy outwards, as long as the one who says it is trusted.
  for (; !lines.empty() && IsTrusted(client); lines.pop_back()) {
    for (std::string_view line = lines.back(); !line.empty() && IsTrusted(client);) {
      const std::size_t comma = line.rfind(',');
      const auto said = ParseAddress(base::Trim(line.substr(comma + 1)));
      if (!said) return ToText(client);
      client = *said;
      line = comma == std::string_view::npos ? std::string_view() : line.substr(0, comma);
    }
  }
  return ToText(client);
}

Addressing HostPolicy::Resolve(const RequestHead& head, const IpAddress& remote, std::string_view local,
                               bool tls) const {
  const bool trusted = IsTrusted(remote);
  Addressing found;
  found.scheme = tls ? "https" : "http";
  found.host = head.headers.Find("Host").value_or(local);
  if (trusted) {
    if (const auto host = LastOf(head.headers, "X-Forwarded-Host"); !host.empty()) found.host = host;
    const auto scheme = LastOf(head.headers, "X-Forwarded-Proto");
    if (scheme == "http" || scheme == "https") found.scheme = scheme;
  }
  if (!IsWellFormed(found.host)) throw Error(ErrorCode::kBadRequest, "Host is no host name.");
  if (!IsAllowed(found.host)) {
    throw Error(ErrorCode::kMisdirectedHost,
                "This server does not answer as " + found.host + ". Add the name to server.allow_hosts.",
                {.setting = "server.allow_hosts"});
  }
  found.client_address = trusted ? ClientOf(head.headers, remote) : ToText(remote);
  found.origin = public_url_.empty() ? found.scheme + "://" + found.host : public_url_;
  return found;
}

}  // namespace clipbox::http
