#include "http/s3/answer.h"
#include "http/s3/body.h"
#include "http/s3/conditions.h"
#include "http/s3/error.h"
#include "http/s3/operations.h"

namespace clipbox::http {
namespace {

using objectstore::ObjectName;
using xml::Element;

// 1,000 keys of 1,024 bytes, each of which may be written as a reference of six characters.
constexpr std::size_t kMaxDeleteBytes = 8 << 20;

struct Wanted {
  std::vector<ObjectName> names;
  std::vector<DeleteConditions> conditions;  // one for each name
  std::vector<Element> errors;               // of keys that stay, as the answer tells of them
};

Element ErrorOf(const std::string& key, const std::string& version, const std::string& code,
                const std::string& message) {
  Element error{"Error", "", {{"Key", key}, {"Code", code}, {"Message", message}}};
  if (!version.empty()) error.children.push_back({"VersionId", version});
  return error;
}

std::optional<std::string_view> TextOf(const Element& object, const char* name) {
  return object.Find(name) != nullptr ? std::optional(object.TextOf(name)) : std::nullopt;
}

// There are no versions but the one that S3 calls `null`: naming another one must not delete that one.
Wanted ReadObjects(const Element& root, const std::string& bucket) {
  Wanted wanted;
  for (const Element& child : root.children) {
    if (child.name != "Object") continue;
    const std::string key(child.TextOf("Key")), version(child.TextOf("VersionId"));
    if (key.empty() || wanted.names.size() + wanted.errors.size() == kMaxKeys) throw MalformedXml();
    if (!version.empty() && version != "null") {
      wanted.errors.push_back(ErrorOf(key, version, "NoSuchVersion", "The specified version does not exist."));
      continue;
    }
    wanted.names.emplace_back(bucket, key);
    wanted.conditions.push_back(
        ReadDeleteConditions(TextOf(child, "ETag"), TextOf(child, "LastModifiedTime"), TextOf(child, "Size")));
  }
  if (wanted.names.empty() && wanted.errors.empty()) throw MalformedXml();
  return wanted;
}

}  // namespace

// All of them in one transaction; a key that is not there counts as deleted, whatever was asked of it.
Response DeleteObjects(objectstore::BucketStore& store, const S3Request& request) {
  const auto root = xml::Parse(ReceiveText(store, request, kMaxDeleteBytes), kMaxDeleteBytes);
  if (!root || root->name != "Delete") throw MalformedXml();
  Wanted wanted = ReadObjects(*root, request.object.bucket);
  std::vector<bool> stays(wanted.names.size());
  store.Remove(wanted.names, [&](std::size_t index, const objectstore::ObjectInfo& present) {
    stays[index] = !wanted.conditions[index].Hold(present);
    return !stays[index];
  });
  Element result{"DeleteResult", "", std::move(wanted.errors)};
  for (std::size_t i = 0; i < wanted.names.size(); ++i) {
    const std::string& key = wanted.names[i].key;
    if (stays[i])
      result.children.push_back(ErrorOf(key, "", PreconditionFailed().code(), PreconditionFailed().what()));
    else if (root->TextOf("Quiet") != "true")
      result.children.push_back({"Deleted", "", {{"Key", key}}});
  }
  return XmlResponse(result);
}

}  // namespace clipbox::http
