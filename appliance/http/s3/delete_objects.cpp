#include "http/s3/answer.h"
#include "http/s3/body.h"
#include "http/s3/error.h"
#include "http/s3/operations.h"

namespace clipbox::http {
namespace {

using objectstore::ObjectName;
using xml::Element;

constexpr std::size_t kMaxKeys = 1000;
// 1,000 keys of 1,024 bytes, each of which may be written as a reference of six characters.
constexpr std::size_t kMaxListBytes = 8 << 20;

std::vector<ObjectName> ReadNames(const Element& root, const std::string& bucket) {
  std::vector<ObjectName> names;
  for (const Element& child : root.children) {
    if (child.name != "Object") continue;
    if (child.TextOf("Key").empty() || names.size() == kMaxKeys) throw MalformedXml();
    names.emplace_back(bucket, std::string(child.TextOf("Key")));
  }
  if (names.empty()) throw MalformedXml();
  return names;
}

}  // namespace

// All of them in one transaction; a key that is not there counts as deleted.
Response DeleteObjects(objectstore::BucketStore& store, const S3Request& request) {
  const auto root = xml::Parse(ReceiveText(store, request, kMaxListBytes), kMaxListBytes);
  if (!root || root->name != "Delete") throw MalformedXml();
  const auto names = ReadNames(*root, request.object.bucket);
  store.Remove(names);
  Element result{"DeleteResult", ""};
  if (root->TextOf("Quiet") == "true") return XmlResponse(result);
  for (const ObjectName& name : names) result.children.push_back({"Deleted", "", {{"Key", name.key}}});
  return XmlResponse(result);
}

}  // namespace clipbox::http
