#include "net/url.h"

#include <curl/curl.h>

#include <memory>
#include <string_view>

#include "base/text.h"

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

}  // namespace

std::optional<Url> ParseUrl(const std::string& text) {
  const UrlHandle handle(curl_url());
  if (handle == nullptr || curl_url_set(handle.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return std::nullopt;
  Url url;
  // libcurl keeps the case of scheme and host as written; both compare without it (RFC 3986, 6.2.2.1).
  url.scheme = base::ToLower(Part(handle, CURLUPART_SCHEME));
  if (url.scheme != "http" && url.scheme != "https") return std::nullopt;
  url.host = base::ToLower(Part(handle, CURLUPART_HOST));
  if (url.host.starts_with('[') && url.host.ends_with(']')) url.host = url.host.substr(1, url.host.size() - 2);
  url.port = base::ParseNumber<int>(Part(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT)).value_or(0);
  url.has_user_info = !Part(handle, CURLUPART_USER).empty() || !Part(handle, CURLUPART_PASSWORD).empty();
  url.path = Part(handle, CURLUPART_PATH);
  url.query = Part(handle, CURLUPART_QUERY);
  url.fragment = Part(handle, CURLUPART_FRAGMENT);
  return url.host.empty() ? std::nullopt : std::optional(url);
}

std::optional<std::string> FindParameter(const std::string& query, const std::string& name) {
  for (std::string_view value : base::Split(query, '&')) {
    if (base::TakeUntil(value, '=') == name) return std::string(value);
  }
  return std::nullopt;
}

}  // namespace clipbox::net
