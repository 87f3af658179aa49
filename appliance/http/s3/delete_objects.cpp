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

struct Wanted {
  std::vector<ObjectName> names;
  std::vector<Element> errors;  // of keys that stay, as the answer tells of them
};

// There are no versions but the one that S3 calls `null`: naming another one must not delete that one.
Element NoSuchVersion(const Element& object) {
  return {"Error",
          "",
          {{"Key", std::string(object.TextOf("Key"))},
           {"VersionId", std::string(object.TextOf("VersionId"))},
           {"Code", "NoSuchVersion"},
           {"Message", "The specified version does not exist."}}};
}

Wanted ReadObjects(const Element& root, const std::string& bucket) {
  Wanted wanted;
  for (const Element& child : root.children) {
    if (child.name != "Object") continue;
    if (child.TextOf("Key").empty() || wanted.names.size() + wanted.errors.size() == kMaxKeys) throw MalformedXml();
    const std::string_view version = child.TextOf("VersionId");
    if (version.empty() || version == "null") wanted.names.emplace_back(bucket, std::string(child.TextOf("Key")));
    else wanted.errors.push_back(NoSuchVersion(child));
  }
  if (wanted.names.empty() && wanted.errors.empty()) throw MalformedXml();
  return wanted;
}

}  // namespace

// All of them in one transaction; a key that is not there counts as deleted.
Response DeleteObjects(objectstore::BucketStore& store, const S3Request& request) {
  const auto root = xml::Parse(ReceiveText(store, request, kMaxListBytes), kMaxListBytes);
  if (!root || root->name != "Delete") throw MalformedXml();
  Wanted wanted = ReadObjects(*root, request.object.bucket);
  store.Remove(wanted.names);
  Element result{"DeleteResult", "", std::move(wanted.errors)};
  if (root->TextOf("Quiet") == "true") return XmlResponse(result);
  for (const ObjectName& name : wanted.names) result.children.push_back({"Deleted", "", {{"Key", name.key}}});
  return XmlResponse(result);
}

}  // namespace clipbox::http
