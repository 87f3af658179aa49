// One rule of a bucket's CORS configuration, as GetBucketCors gives and PutBucketCors takes it. A value.
#pragma once

#include <string>
#include <vector>

namespace clipbox::objectstore {

struct CorsRule {
  std::vector<std::string> allowed_origins;
  std::vector<std::string> allowed_methods;
  std::vector<std::string> allowed_headers;
  std::vector<std::string> expose_headers;
  int max_age_seconds = 0;  // 0: not said
  bool operator==(const CorsRule&) const = default;
};

}  // namespace clipbox::objectstore
