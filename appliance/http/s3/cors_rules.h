// CORS rules of a bucket: read from and written as S3's XML, and asked whether a page may. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "objectstore/s3/cors_rule.h"

namespace clipbox::http {

using objectstore::CorsRule;

// Amazon S3's limit of one configuration.
inline constexpr std::size_t kMaxCorsBytes = 64 << 10;

// Throws: S3Error MalformedXML, InvalidRequest for a method that there is not or an origin with two stars.
std::vector<CorsRule> ParseCorsRules(std::string_view xml);
std::string WriteCorsRules(const std::vector<CorsRule>& rules);

// `*`, or a pattern with one star in it (`https://*.example.com`, `x-amz-*`), or the text itself.
bool FitsPattern(std::string_view text, std::string_view pattern);

// The first rule that lets a page of this origin use this method with these request headers; null where none does.
const CorsRule* FindRule(const std::vector<CorsRule>& rules, std::string_view origin, std::string_view method,
                         const std::vector<std::string>& headers);

}  // namespace clipbox::http
