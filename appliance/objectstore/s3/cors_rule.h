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
  std::string id = {};      // its owner's name for it; empty: none
  bool operator==(const CorsRule&) const = default;
};

// The lists of a rule by their elements, in the order of S3's schema.
struct CorsList {
  const char* element;
  std::vector<std::string> CorsRule::*values;
};
inline constexpr CorsList kCorsLists[] = {{"AllowedOrigin", &CorsRule::allowed_origins},
                                          {"AllowedMethod", &CorsRule::allowed_methods},
                                          {"AllowedHeader", &CorsRule::allowed_headers},
                                          {"ExposeHeader", &CorsRule::expose_headers}};

}  // namespace clipbox::objectstore
