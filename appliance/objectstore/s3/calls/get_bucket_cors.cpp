#include "objectstore/s3/calls.h"
#include "objectstore/s3/document.h"
#include "objectstore/s3/failure.h"

namespace clipbox::objectstore::s3 {
namespace {

CorsRule ReadRule(const Reading& reading, const xml::Element& element) {
  CorsRule rule;
  for (const xml::Element& child : element.children) {
    for (const CorsList& list : kCorsLists) {
      if (child.name == list.element) (rule.*list.values).push_back(child.text);
    }
  }
  rule.id = element.TextOf("ID");
  if (element.Find("MaxAgeSeconds") != nullptr)
    rule.max_age_seconds = static_cast<int>(reading.Number(element, "MaxAgeSeconds"));
  return rule;
}

std::vector<CorsRule> ReadRules(const Call& call, const net::HttpResponse& response) {
  const Reading reading{call};
  const xml::Element root = reading.Root(response, "CORSConfiguration");
  std::vector<CorsRule> rules;
  for (const xml::Element& element : root.children) {
    if (element.name == "CORSRule") rules.push_back(ReadRule(reading, element));
  }
  return rules;
}

}  // namespace

std::optional<std::vector<CorsRule>> GetBucketCors(Client& client) {
  const Call call{.what = "read the bucket's CORS rules", .query = {{"cors", ""}}};
  try {
    return client.Send(call, [&call](const net::HttpResponse& response) { return ReadRules(call, response); });
  } catch (const Failure& failure) {
    if (failure.code() != base::ErrorCode::kNotFound) throw;
    return std::nullopt;
  }
}

}  // namespace clipbox::objectstore::s3
