#include "http/page/assets.h"

#include <array>
#include <string>
#include <utility>

#include "base/embedded.h"
#include "base/encoding.h"
#include "base/text.h"

namespace clipbox::http {
namespace {

constexpr std::string_view kFolder = "static";

std::string_view TypeOf(std::string_view path) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kTypes{{
      {".html", "text/html; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".webmanifest", "application/manifest+json"},
      {".json", "application/json"},
      {".txt", "text/plain; charset=utf-8"},
  }};
  for (const auto& [ending, type] : kTypes) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

// FNV-1a, 64 bits: tells versions of one file apart; nobody gains by a collision.
std::string TagOf(std::string_view content) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : content) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return "\"" + base::ToHex({reinterpret_cast<const char*>(&hash), sizeof hash}) + "\"";
}

Response Serve(const Request& request, std::string_view content, std::string_view type, const std::string& tag) {
  Response response;
  response.headers.Add("ETag", tag);
  // Names do not change with their content, so that a browser asks each time and mostly gets 304.
  response.headers.Add("Cache-Control", "no-cache");
  if (MatchesTag(request.headers.Find("If-None-Match").value_or(""), tag)) {
    response.status = 304;
    return response;
  }
  response.headers.Add("Content-Type", type);
  response.body = content;
  return response;
}

void AddRoute(Router& router, std::string pattern, const base::EmbeddedFile& file) {
  const auto handler = [content = file.content, type = TypeOf(file.path), tag = TagOf(file.content)](Request& request) {
    return Serve(request, content, type, tag);
  };
  router.Add({.method = "GET",
              .pattern = std::move(pattern),
              .name = "asset",
              .access = Access::kOpen,
              .handler = handler,
              .text = {},
              .documented = false});
}

}  // namespace

bool MatchesTag(std::string_view if_none_match, std::string_view tag) {
  for (const std::string_view one : base::SplitList(if_none_match)) {
    if (one == "*" || base::BareEtag(one) == base::BareEtag(tag)) return true;
  }
  return false;
}

void AddAssetRoutes(Router& router) {
  for (const base::EmbeddedFile& file : base::EmbeddedFiles("static/")) {
    AddRoute(router, std::string(file.path.substr(kFolder.size())), file);
    if (file.path == "static/index.html") AddRoute(router, "/", file);
  }
}

}  // namespace clipbox::http
