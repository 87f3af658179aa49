#include "objectstore/s3/endpoint.h"

#include "base/encoding.h"
#include "base/error.h"
#include "net/url.h"

namespace clipbox::objectstore {

std::string R2Endpoint(std::string_view account_id) {
  return "https://" + std::string(account_id) + ".r2.cloudflarestorage.com";
}

namespace s3 {
namespace {

using base::Error;
using base::ErrorCode;

// As a client names it in the Host header: default ports are left out.
std::string HostOf(const net::Url& url) {
  const std::string name = url.host.find(':') == std::string::npos ? url.host : "[" + url.host + "]";
  const int default_port = url.scheme == "https" ? 443 : 80;
  return url.port == default_port ? name : name + ":" + std::to_string(url.port);
}

}  // namespace

Endpoint MakeEndpoint(const S3Options& options) {
  const auto url = net::ParseUrl(options.endpoint);
  const bool plain = url && !url->has_user_info && url->query.empty() && url->fragment.empty();
  const auto path = plain ? base::PercentDecode(url->path) : std::nullopt;
  if (!path)
    throw Error(ErrorCode::kConfiguration,
                "storage.endpoint must be an http or https URL of host, port and path, no more");
  if (options.bucket.empty()) throw Error(ErrorCode::kConfiguration, "storage.bucket is missing");
  std::string base = path->ends_with('/') ? path->substr(0, path->size() - 1) : *path;
  if (!base.ends_with("/" + options.bucket)) base += "/" + options.bucket;
  const std::string host = HostOf(*url);
  return {url->scheme + "://" + host, host, base};
}

}  // namespace s3
}  // namespace clipbox::objectstore
