// Presigned URLs of S3 (SigV4 in the query string, only `host` signed, payload unsigned). Both stores make their links
// with it. Made for speed: one URL costs two short hashes with the signing key's state kept. Thread-safe.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "crypto/sigv4.h"

namespace clipbox::crypto {

struct PresignInput {
  std::string_view method;  // GET, HEAD, PUT, DELETE
  std::string_view origin;  // `https://host[:port]`; a default port is left out of the signed host, as clients do
  std::string_view path;    // percent-decoded, with the leading slash
  std::vector<NameValue>
      query;  // percent-decoded further parameters. Requires: names that start with a lower-case letter
  std::string_view region;
  base::Timestamp signed_at;
  std::chrono::seconds expires;  // 1 to 604,800 s
};

// Throws: Error kInvalidField when `expires` is out of bounds or `origin` is no http(s) origin.
std::string PresignUrl(SigningKeys& keys, const PresignInput& input);

}  // namespace clipbox::crypto
