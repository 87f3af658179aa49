// Where a bucket lies: the operator's endpoint taken apart. Path style, which R2 and every other store takes. A value.
#pragma once

#include <string>

#include "objectstore/s3/s3_options.h"

namespace clipbox::objectstore::s3 {

struct Endpoint {
  std::string origin;       // `https://host[:port]`, without a default port
  std::string host;         // as the Host header names it
  std::string bucket_path;  // decoded, `/bucket`, after the endpoint's own path where it has one

  // Decoded: as it is signed.
  std::string PathOf(const std::string& key) const { return key.empty() ? bucket_path : bucket_path + "/" + key; }
};

// Throws: Error kConfiguration for an endpoint that is no http(s) URL or carries more than host, port and path, and
// without a bucket.
Endpoint MakeEndpoint(const S3Options& options);

}  // namespace clipbox::objectstore::s3
