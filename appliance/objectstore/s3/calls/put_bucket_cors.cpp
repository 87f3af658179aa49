#include "objectstore/s3/calls.h"
#include "objectstore/s3/document.h"

namespace clipbox::objectstore::s3 {
namespace {

xml::Element WriteRule(const CorsRule& rule) {
  xml::Element element{"CORSRule", "", {}};
  if (!rule.id.empty()) element.children.push_back({"ID", rule.id});
  for (const CorsList& list : kCorsLists) {
    for (const std::string& value : rule.*list.values) element.children.push_back({list.element, value});
  }
  if (rule.max_age_seconds > 0) element.children.push_back({"MaxAgeSeconds", std::to_string(rule.max_age_seconds)});
  return element;
}

}  // namespace

void PutBucketCors(Client& client, const std::vector<CorsRule>& rules) {
  xml::Element list{"CORSConfiguration", "", {}};
  for (const CorsRule& rule : rules) list.children.push_back(WriteRule(rule));
  Call call{.what = "write the bucket's CORS rules", .method = "PUT", .query = {{"cors", ""}}};
  SetDocument(call, list);
  client.Send(call);
}

}  // namespace clipbox::objectstore::s3
