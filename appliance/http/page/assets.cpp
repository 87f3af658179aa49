#include "http/page/assets.h"

#include <array>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "base/embedded.h"
#include "base/encoding.h"
#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "crypto/sha256.h"
#include "http/cookies.h"
#include "http/page/encodings.h"

namespace clipbox::http {
namespace {

constexpr std::string_view kFolder = "page/";
constexpr std::string_view kManifest = "page/manifest";

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

// One form of a file: as it is, or compressed when the executable was made.
struct Form {
  std::string_view coding;  // of Content-Encoding; empty for the file as it is
  std::string_view content;
  std::string tag;
};

struct Asset {
  std::string_view path;  // below the page's folder
  Form plain;
  std::optional<Form> brotli;
  std::optional<Form> gzip;
};

std::optional<Form> FindForm(std::string_view path, std::string_view ending, std::string_view coding) {
  const auto content = base::FindEmbedded(std::string(path) + std::string(ending));
  if (!content) return std::nullopt;
  return Form{coding, *content, TagOf(*content)};
}

Asset GetAsset(const base::EmbeddedFile& file) {
  return {.path = file.path.substr(kFolder.size()),
          .plain = {"", file.content, TagOf(file.content)},
          .brotli = FindForm(file.path, ".br", "br"),
          .gzip = FindForm(file.path, ".gz", "gzip")};
}

const Form& FormFor(const Asset& asset, const Request& request) {
  const Encoding wanted = ChooseEncoding(request.headers.Find("Accept-Encoding").value_or(""));
  if (wanted == Encoding::kBrotli && asset.brotli) return *asset.brotli;
  if (wanted != Encoding::kIdentity && asset.gzip) return *asset.gzip;
  return asset.plain;
}

// Each name but that of index.html changes with its content.
std::string_view CachingOf(std::string_view path) {
  return path == "index.html" ? "no-cache" : "public, max-age=31536000, immutable";
}

Response Serve(const Request& request, const Form& form, std::string_view path, std::string_view caching) {
  Response response;
  response.headers.Add("ETag", form.tag);
  response.headers.Add("Cache-Control", caching);
  response.headers.Add("Vary", "Accept-Encoding");
  if (MatchesTag(request.headers.Find("If-None-Match").value_or(""), form.tag)) {
    response.status = 304;
    return response;
  }
  response.headers.Add("Content-Type", TypeOf(path));
  if (!form.coding.empty()) response.headers.Add("Content-Encoding", form.coding);
  response.body = form.content;
  return response;
}

void AddRoutes(Router& router, std::string_view path, Handler handler) {
  if (path == "index.html") {
    handler = [serve = std::move(handler)](Request& request) {
      Response response = serve(request);
      MarkSignedOut(request, response.headers);
      return response;
    };
  }
  const auto add = [&](std::string pattern) {
    router.Add({.method = "GET",
                .pattern = std::move(pattern),
                .name = "asset",
                .access = Access::kOpen,
                .handler = handler,
                .text = {},
                .documented = false});
  };
  add("/" + std::string(path));
  if (path == "index.html") add("/");
}

}  // namespace

bool MatchesTag(std::string_view if_none_match, std::string_view tag) {
  for (const std::string_view one : base::SplitList(if_none_match)) {
    if (one == "*" || base::BareEtag(one) == base::BareEtag(tag)) return true;
  }
  return false;
}

void AddAssetRoutes(Router& router) {
  for (const base::EmbeddedFile& file : base::EmbeddedFiles(kFolder)) {
    if (file.path == kManifest || file.path.ends_with(".br") || file.path.ends_with(".gz")) continue;
    AddRoutes(router, file.path.substr(kFolder.size()), [asset = GetAsset(file)](Request& request) {
      return Serve(request, FormFor(asset, request), asset.path, CachingOf(asset.path));
    });
  }
}

void AddAssetRoutesOf(const std::filesystem::path& folder, Router& router) {
  if (!std::filesystem::is_regular_file(folder / "index.html")) {
    throw base::Error(base::ErrorCode::kConfiguration,
                      "server.assets: " + folder.string() +
                          " holds no index.html; name a folder like static/ of the source, or leave the setting out");
  }
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string path = entry.path().lexically_relative(folder).generic_string();
    AddRoutes(router, path, [file = entry.path(), path](Request& request) {
      const std::optional<std::string> content = base::ReadFile(file);
      if (!content) throw base::Error(base::ErrorCode::kNotFound, file.string() + " is not there any more");
      return Serve(request, {"", *content, TagOf(*content)}, path, "no-cache");
    });
  }
}

std::string AssetUrl(std::string_view name) {
  for (const std::string_view line : base::SplitList(base::FindEmbedded(kManifest).value(), '\n')) {
    if (line.starts_with(name) && line.substr(name.size()).starts_with(' ')) {
      return "/" + std::string(line.substr(name.size() + 1));
    }
  }
  throw std::logic_error("static/ has no " + std::string(name));
}

std::string PageStyleSource() {
  static constexpr std::string_view kOpens = "<style>";
  const std::string_view html = base::FindEmbedded("page/index.html").value();
  const std::size_t start = html.find(kOpens) + kOpens.size();
  const std::string_view style = html.substr(start, html.find("</style>", start) - start);
  crypto::Sha256 digest;
  digest.Update(style);
  return "'sha256-" + base::ToBase64(digest.Finish()) + "'";
}

}  // namespace clipbox::http
