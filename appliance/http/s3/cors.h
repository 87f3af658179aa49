// Cross-origin answers of the embedded store, by the rules that were put to the bucket. The product's own bucket has
// one rule more, which lets the page in. Constant after construction; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/request.h"
#include "http/response.h"
#include "http/s3/cors_rules.h"
#include "objectstore/embedded/bucket_store.h"

namespace clipbox::http {

class S3Cors {
 public:
  // `origins`: storage.cors_origins. Empty: only the page's own origin, which is the origin by which the request
  // reached us. `*` allows every origin. `store` outlives this.
  S3Cors(objectstore::BucketStore& store, std::vector<std::string> origins)
      : store_(store), origins_(std::move(origins)) {}

  // The answer to a preflight, without what Apply adds. Throws: S3Error BadRequest (400) for one that says too little,
  // AccessForbidden (403) where no rule allows it.
  Response Preflight(const Request& request) const;

  // What a browser needs to let the page read an answer. Errors get it too: a page that cannot see a 403 cannot ask for
  // a new URL.
  void Apply(const Request& request, Response& response) const;

 private:
  std::vector<CorsRule> RulesFor(const Request& request) const;

  objectstore::BucketStore& store_;
  const std::vector<std::string> origins_;
};

}  // namespace clipbox::http
