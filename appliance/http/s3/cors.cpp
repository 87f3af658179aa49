#include "http/s3/cors.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/text.h"
#include "http/s3/error.h"
#include "http/s3/request.h"

namespace clipbox::http {
namespace {

std::string Joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text.append(text.empty() ? "" : ", ").append(value);
  return text;
}

std::vector<std::string> SplitNames(std::string_view list) {
  const auto names = base::SplitList(list);
  return {names.begin(), names.end()};
}

// What a page says of the request that it makes, or would make.
struct Asked {
  std::string_view origin, method, headers;
};

Asked AskedBy(const Request& request) {
  const std::string_view method = request.headers.Find("Access-Control-Request-Method").value_or("");
  return {request.headers.Find("Origin").value_or(""),
          method.empty() && request.method != "OPTIONS" ? std::string_view(request.method) : method,
          request.headers.Find("Access-Control-Request-Headers").value_or("")};
}

void AddRule(const CorsRule& rule, std::string_view origin, Headers& headers) {
  const bool for_all = rule.allowed_origins == std::vector<std::string>{"*"};
  headers.Add("Access-Control-Allow-Origin", for_all ? "*" : origin);
  headers.Add("Access-Control-Allow-Methods", Joined(rule.allowed_methods));
  if (!rule.expose_headers.empty()) headers.Add("Access-Control-Expose-Headers", Joined(rule.expose_headers));
}

}  // namespace

// The product's own rule is what a browser does with presigned URLs; everything else goes through the API. The
// signature says which headers count, so any may be sent. It stands behind rules that were put, so that no client's
// rules lock the page out.
std::vector<CorsRule> S3Cors::RulesFor(const Request& request) const {
  const std::string bucket = store_.InternalName(base::PercentDecode(BucketSegment(request)).value_or(""));
  const std::string put = store_.buckets().GetCors(bucket);
  std::vector<CorsRule> rules = put.empty() ? std::vector<CorsRule>() : ParseCorsRules(put);
  if (!bucket.empty()) return rules;
  const std::vector<std::string> own = {request.origin, request.scheme + "://" + request.host};
  rules.push_back({origins_.empty() ? own : origins_, {"GET", "PUT", "HEAD"}, {"*"}, {"ETag"}, 3600});
  return rules;
}

Response S3Cors::Preflight(const Request& request) const {
  const Asked asked = AskedBy(request);
  if (asked.origin.empty() || asked.method.empty())
    throw S3Error(400, "BadRequest", "A preflight names the page's Origin and an Access-Control-Request-Method.");
  const auto rules = RulesFor(request);
  const CorsRule* rule = FindRule(rules, asked.origin, asked.method, SplitNames(asked.headers));
  if (rule == nullptr) {
    throw S3Error(
        403, "AccessForbidden",
        "CORSResponse: This CORS request is not allowed. The bucket's rules, or storage.cors_origins, name the "
        "origins that are.");
  }
  Response response;
  if (!asked.headers.empty()) response.headers.Add("Access-Control-Allow-Headers", asked.headers);
  if (rule->max_age_seconds > 0) response.headers.Add("Access-Control-Max-Age", std::to_string(rule->max_age_seconds));
  return response;
}

void S3Cors::Apply(const Request& request, Response& response) const {
  response.headers.Add("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
  const Asked asked = AskedBy(request);
  if (asked.origin.empty()) return;
  const auto rules = RulesFor(request);
  if (const CorsRule* rule = FindRule(rules, asked.origin, asked.method, SplitNames(asked.headers)))
    AddRule(*rule, asked.origin, response.headers);
}

}  // namespace clipbox::http
