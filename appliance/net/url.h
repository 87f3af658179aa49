// A URL taken apart by libcurl's parser (RFC 3986 as browsers read it). Used wherever a URL from outside is judged by
// its parts. Pure functions; any thread.
#pragma once

#include <optional>
#include <string>

namespace clipbox::net {

struct Url {
  std::string scheme;  // lower case
  std::string host;    // lower case, percent-decoded; an IPv6 address without its brackets, numbers as dotted quads
  int port = 0;        // as written, else the scheme's own
  bool has_user_info = false;
  std::string path;      // raw, starts with '/', dot segments removed
  std::string query;     // raw, without '?'
  std::string fragment;  // raw, without '#'
};

// Returns nullopt for what is not an absolute http or https URL.
std::optional<Url> ParseUrl(const std::string& text);

// The raw value of the first `name` in a query string. Returns nullopt if it is missing.
std::optional<std::string> FindParameter(const std::string& query, const std::string& name);

}  // namespace clipbox::net
