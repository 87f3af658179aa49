#include "crypto/sigv4_presign.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/error.h"
#include "crypto/sigv4_credential.h"

namespace clipbox::crypto {
namespace {

// The Host header that a client will send for `origin`.
std::string_view HostOf(std::string_view origin) {
  const bool tls = origin.starts_with("https://");
  if (!tls && !origin.starts_with("http://")) {
    throw base::Error(base::ErrorCode::kInvalidField,
                      "cannot sign a URL: \"" + std::string(origin) + "\" is no http origin");
  }
  std::string_view host = origin.substr(tls ? 8 : 7);
  const std::string_view default_port = tls ? ":443" : ":80";
  if (host.ends_with(default_port)) host.remove_suffix(default_port.size());
  return host;
}

// Parameters in canonical order: upper case sorts before lower case, so the caller's come last.
std::string Query(const SigningKeys& keys, const PresignInput& input, std::string_view amz_date,
                  const SigV4Scope& scope) {
  std::string text;
  text.reserve(512);
  text.append("X-Amz-Algorithm=").append(kSigV4Algorithm);
  text.append("&X-Amz-Credential=").append(base::PercentEncode(keys.access_key_id())).append("%2F").append(scope.date);
  text.append("%2F").append(base::PercentEncode(scope.region)).append("%2Fs3%2Faws4_request");
  text.append("&X-Amz-Date=").append(amz_date);
  text.append("&X-Amz-Expires=").append(std::to_string(input.expires.count())).append("&X-Amz-SignedHeaders=host");
  std::vector<NameValue> query = input.query;
  std::sort(query.begin(), query.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  for (const NameValue& item : query) {
    text.append("&").append(item.name).append("=").append(base::PercentEncode(item.value));
  }
  return text;
}

}  // namespace

std::string PresignUrl(SigningKeys& keys, const PresignInput& input) {
  if (input.expires.count() < 1 || input.expires.count() > kMaxPresignSeconds) {
    throw base::Error(base::ErrorCode::kInvalidField, "cannot sign a URL: it must expire within 1 s to 7 days");
  }
  const std::string amz_date = ToAmzDate(input.signed_at);
  const SigV4Scope scope{amz_date.substr(0, 8), std::string(input.region)};
  const std::string_view host = HostOf(input.origin);
  const std::string path = base::PercentEncode(input.path, true);
  const std::string query = Query(keys, input, amz_date, scope);

  std::string canonical;
  canonical.reserve(input.method.size() + path.size() + query.size() + host.size() + 48);
  canonical.append(input.method).append("\n").append(path).append("\n").append(query);
  canonical.append("\nhost:").append(host).append("\n\nhost\n").append(kUnsignedPayload);
  const std::string signature = keys.For(scope)->SignHex(StringToSign(amz_date, scope, canonical));

  const std::string_view scheme = input.origin.substr(0, input.origin.find("://") + 3);
  std::string url;
  url.reserve(scheme.size() + host.size() + path.size() + query.size() + 96);
  url.append(scheme).append(host).append(path).append("?").append(query);
  return url.append("&X-Amz-Signature=").append(signature);
}

}  // namespace clipbox::crypto
