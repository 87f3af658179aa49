// What clients ask of a bucket before they use it. Ours is plain and unversioned, and answers as such a one does at
// AWS.

#include <array>

#include "base/error.h"
#include "http/s3/answer.h"
#include "http/s3/body.h"
#include "http/s3/error.h"
#include "http/s3/object_head.h"
#include "http/s3/operations.h"

namespace clipbox::http {
namespace {

using objectstore::BucketStore;
using xml::Element;

constexpr std::size_t kMaxAclBytes = 64 << 10;

// A configuration that is not there, by the parameter that asks for it (Amazon S3 API reference, "List of error
// codes").
struct Missing {
  std::string_view parameter;
  const char* code;
  const char* message;
};
constexpr std::array<Missing, 10> kMissing{{
    {"encryption", "ServerSideEncryptionConfigurationNotFoundError",
     "The server side encryption configuration was not found"},
    {"lifecycle", "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"},
    {"object-lock", "ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket"},
    {"ownershipControls", "OwnershipControlsNotFoundError", "The bucket ownership controls were not found"},
    {"policy", "NoSuchBucketPolicy", "The bucket policy does not exist"},
    {"policyStatus", "NoSuchBucketPolicy", "The bucket policy does not exist"},
    {"publicAccessBlock", "NoSuchPublicAccessBlockConfiguration",
     "The public access block configuration was not found"},
    {"replication", "ReplicationConfigurationNotFoundError", "The replication configuration was not found"},
    {"tagging", "NoSuchTagSet", "The TagSet does not exist"},
    {"website", "NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration"},
}};

// Those that are empty where nothing was set.
Element EmptyConfiguration(const S3Request& request) {
  if (request.Query("accelerate")) return {"AccelerateConfiguration", ""};
  if (request.Query("logging")) return {"BucketLoggingStatus", ""};
  if (request.Query("notification")) return {"NotificationConfiguration", ""};
  return {"RequestPaymentConfiguration", "", {{"Payer", "BucketOwner"}}};
}

// An object's ACL is that of one that is there.
void RequireObject(BucketStore& store, const S3Request& request) {
  if (!request.key.empty() && !store.Find(request.object))
    throw base::Error(base::ErrorCode::kNoSuchKey, "there is no such object");
}

// An ACL as a document may give the owner anything, and nobody else.
void RefuseOtherGrantees(const std::string& document) {
  const auto root = xml::Parse(document, kMaxAclBytes);
  if (!root || root->name != "AccessControlPolicy") throw MalformedXml();
  const Element* grants = root->Find("AccessControlList");
  if (grants == nullptr) throw MalformedXml();
  for (const Element& grant : grants->children) {
    const Element* grantee = grant.Find("Grantee");
    if (grantee == nullptr || grantee->TextOf("ID") != Owner().TextOf("ID"))
      throw NotImplemented("access for others (grants)");
  }
}

}  // namespace

Response GetBucketVersioning(BucketStore&, const S3Request&) { return XmlResponse({"VersioningConfiguration", ""}); }

Response GetAcl(BucketStore& store, const S3Request& request) {
  RequireObject(store, request);
  Element grantee = Owner("Grantee");
  grantee.type = "CanonicalUser";
  const Element grant{"Grant", "", {grantee, {"Permission", "FULL_CONTROL"}}};
  return XmlResponse({"AccessControlPolicy", "", {Owner(), {"AccessControlList", "", {grant}}}});
}

Response PutAcl(BucketStore& store, const S3Request& request) {
  RequireObject(store, request);
  RefuseAccessForOthers(request);
  const std::string document = ReceiveText(store, request, kMaxAclBytes);
  if (!document.empty()) RefuseOtherGrantees(document);
  return EmptyResponse(200);
}

Response GetConfiguration(BucketStore&, const S3Request& request) {
  for (const Missing& each : kMissing) {
    if (request.Query(each.parameter)) throw S3Error(404, each.code, each.message);
  }
  return XmlResponse(EmptyConfiguration(request));
}

Response DeleteConfiguration(BucketStore&, const S3Request&) { return EmptyResponse(204); }

}  // namespace clipbox::http
