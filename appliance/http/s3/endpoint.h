// The embedded store as an S3 server. It takes every request that the gate hands it (gate.h), checks the signature
// itself, and answers in S3's own words. Cookies and API tokens mean nothing here. Made by the composition root; safe
// from several threads.
#pragma once

#include <string>
#include <vector>

#include "http/request.h"
#include "http/response.h"
#include "http/s3/cors.h"
#include "objectstore/embedded/bucket_store.h"

namespace clipbox::http {

class S3Endpoint {
 public:
  // `store` outlives this. `cors_origins`: storage.cors_origins; empty for the page's own origin.
  S3Endpoint(objectstore::BucketStore& store, std::vector<std::string> cors_origins)
      : store_(store), cors_(store, std::move(cors_origins)) {}

  // Never throws.
  Response Answer(Request& request) const;

  // True where the path begins with a bucket: whoever asks for that without a signature is refused in S3's words.
  bool HasBucketOf(const Request& request) const;

 private:
  Response Dispatch(Request& request) const;
  crypto::SigV4Check Authenticate(const Request& request) const;
  void ApplyCorsToError(const Request& request, Response& response) const noexcept;

  objectstore::BucketStore& store_;
  const S3Cors cors_;
};

}  // namespace clipbox::http
