#include "net/url.h"

#include <curl/curl.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace clipbox::net {
namespace {

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using UrlHandle = std::unique_ptr<CURLU, FreeUrl>;

// A part that is missing is an empty text: no rule of ours tells the two apart.
std::string Part(const UrlHandle& url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), part, &text, flags) != CURLUE_OK) return "";
  std::string copy = text;
  curl_free(text);
  return copy;
}

// libcurl keeps the case of scheme and host as written; both compare without it (RFC 3986, 6.2.2.1).
std::string Lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

}  // namespace

std::optional<Url> ParseUrl(const std::string& text) {
  const UrlHandle handle(curl_url());
  if (handle == nullptr || curl_url_set(handle.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return std::nullopt;
  Url url;
  url.scheme = Lower(Part(handle, CURLUPART_SCHEME));
  if (url.scheme != "http" && url.scheme != "https") return std::nullopt;
  url.host = Lower(Part(handle, CURLUPART_HOST));
  if (url.host.starts_with('[') && url.host.ends_with(']')) url.host = url.host.substr(1, url.host.size() - 2);
  url.port = std::atoi(Part(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT).c_str());
  url.has_user_info = !Part(handle, CURLUPART_USER).empty() || !Part(handle, CURLUPART_PASSWORD).empty();
  url.path = Part(handle, CURLUPART_PATH);
  url.query = Part(handle, CURLUPART_QUERY);
  url.fragment = Part(handle, CURLUPART_FRAGMENT);
  return url.host.empty() ? std::nullopt : std::optional(url);
}

std::optional<std::string> FindParameter(const std::string& query, const std::string& name) {
  for (std::string_view rest = query; !rest.empty();) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view pair = rest.substr(0, end);
    const std::size_t equals = std::min(pair.find('='), pair.size());
    if (pair.substr(0, equals) == name) return std::string(pair.substr(std::min(equals + 1, pair.size())));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return std::nullopt;
}

}  // namespace clipbox::net
