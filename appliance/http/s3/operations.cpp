#include "http/s3/operations.h"

#include <algorithm>
#include <array>
#include <vector>

#include "http/s3/error.h"

namespace clipbox::http {
namespace {

enum class On { kService, kBucket, kObject };

// A call is its method, what it is on, and exactly these parameters of the query, beside those that may always stand
// there.
struct Entry {
  On on;
  std::string_view method;
  std::vector<std::string_view> query;  // sorted
  std::vector<std::string_view> optional;
  Operation operation;
};

// What no bucket of ours has: what S3 can read and delete, and what it can only read.
constexpr std::array<std::string_view, 8> kConfigurations = {
    "encryption", "lifecycle", "ownershipControls", "policy", "publicAccessBlock", "replication", "tagging", "website"};
constexpr std::array<std::string_view, 6> kReadOnlyConfigurations = {"accelerate",  "logging",      "notification",
                                                                     "object-lock", "policyStatus", "requestPayment"};

std::vector<Entry> WithConfigurations(std::vector<Entry> entries) {
  for (const std::string_view name : kConfigurations) {
    entries.push_back({On::kBucket, "GET", {name}, {}, GetConfiguration});
    entries.push_back({On::kBucket, "DELETE", {name}, {}, DeleteConfiguration});
  }
  for (const std::string_view name : kReadOnlyConfigurations)
    entries.push_back({On::kBucket, "GET", {name}, {}, GetConfiguration});
  return entries;
}

const std::vector<Entry>& Operations() {
  static const std::vector<Entry> entries = WithConfigurations({
      {On::kService, "GET", {}, {"prefix", "max-buckets", "continuation-token"}, ListBuckets},
      {On::kBucket, "PUT", {}, {}, CreateBucket},
      {On::kBucket, "HEAD", {}, {}, HeadBucket},
      {On::kBucket, "DELETE", {}, {}, DeleteBucket},
      {On::kBucket, "GET", {"location"}, {}, GetBucketLocation},
      {On::kBucket, "GET", {"cors"}, {}, GetBucketCors},
      {On::kBucket, "PUT", {"cors"}, {}, PutBucketCors},
      {On::kBucket, "DELETE", {"cors"}, {}, DeleteBucketCors},
      {On::kBucket, "GET", {}, {"prefix", "delimiter", "marker", "max-keys", "encoding-type"}, ListObjects},
      {On::kBucket,
       "GET",
       {"list-type"},
       {"prefix", "delimiter", "start-after", "continuation-token", "max-keys", "encoding-type", "fetch-owner"},
       ListObjectsV2},
      {On::kBucket,
       "GET",
       {"uploads"},
       {"prefix", "delimiter", "key-marker", "upload-id-marker", "max-uploads", "encoding-type"},
       ListMultipartUploads},
      {On::kBucket,
       "GET",
       {"versions"},
       {"prefix", "delimiter", "key-marker", "version-id-marker", "max-keys", "encoding-type"},
       ListObjectVersions},
      {On::kBucket, "GET", {"versioning"}, {}, GetBucketVersioning},
      {On::kBucket, "GET", {"acl"}, {}, GetAcl},
      {On::kBucket, "PUT", {"acl"}, {}, PutAcl},
      {On::kBucket, "POST", {"delete"}, {}, DeleteObjects},
      {On::kObject, "GET", {}, {"partNumber"}, GetObject},
      {On::kObject, "HEAD", {}, {"partNumber"}, GetObject},
      {On::kObject, "GET", {"attributes"}, {}, GetObjectAttributes},
      {On::kObject, "GET", {"tagging"}, {}, GetObjectTagging},
      {On::kObject, "GET", {"acl"}, {}, GetAcl},
      {On::kObject, "PUT", {"acl"}, {}, PutAcl},
      {On::kObject, "PUT", {}, {}, PutObject},
      {On::kObject, "DELETE", {}, {}, DeleteObject},
      {On::kObject, "POST", {"uploads"}, {}, CreateMultipartUpload},
      {On::kObject, "PUT", {"partNumber", "uploadId"}, {}, UploadPart},
      {On::kObject, "GET", {"uploadId"}, {"max-parts", "part-number-marker", "encoding-type"}, ListParts},
      {On::kObject, "POST", {"uploadId"}, {}, CompleteMultipartUpload},
      {On::kObject, "DELETE", {"uploadId"}, {}, AbortMultipartUpload},
  });
  return entries;
}

// The parameters that make a call another one or narrow it down: those of the SDK for JavaScript 3.1175.0. Headers in
// the query, `response-…` and `x-id` are none.
constexpr std::array<std::string_view, 66> kParameters = {"abac",
                                                          "accelerate",
                                                          "acl",
                                                          "analytics",
                                                          "annotation",
                                                          "annotation-prefix",
                                                          "annotationName",
                                                          "attributes",
                                                          "bucket-region",
                                                          "continuation-token",
                                                          "cors",
                                                          "delete",
                                                          "delimiter",
                                                          "encoding-type",
                                                          "encryption",
                                                          "fetch-owner",
                                                          "id",
                                                          "intelligent-tiering",
                                                          "inventory",
                                                          "key-marker",
                                                          "legal-hold",
                                                          "lifecycle",
                                                          "list-type",
                                                          "location",
                                                          "logging",
                                                          "marker",
                                                          "max-annotation-results",
                                                          "max-buckets",
                                                          "max-directory-buckets",
                                                          "max-keys",
                                                          "max-parts",
                                                          "max-uploads",
                                                          "metadataAnnotationTable",
                                                          "metadataConfiguration",
                                                          "metadataInventoryTable",
                                                          "metadataJournalTable",
                                                          "metadataTable",
                                                          "metrics",
                                                          "notification",
                                                          "object-lock",
                                                          "ownershipControls",
                                                          "part-number-marker",
                                                          "partNumber",
                                                          "policy",
                                                          "policyStatus",
                                                          "prefix",
                                                          "publicAccessBlock",
                                                          "renameObject",
                                                          "replication",
                                                          "requestPayment",
                                                          "restore",
                                                          "retention",
                                                          "select",
                                                          "select-type",
                                                          "session",
                                                          "start-after",
                                                          "tagging",
                                                          "torrent",
                                                          "upload-id-marker",
                                                          "uploadId",
                                                          "uploads",
                                                          "version-id-marker",
                                                          "versionId",
                                                          "versioning",
                                                          "versions",
                                                          "website"};

// Whatever else stands in a query means nothing to S3, as names of calls that SDKs add, or a cache's version. What
// there is of an object that was never versioned is its version `null`. A bare word is how S3 names a new kind of call;
// none is taken for a plain write.
bool SaysNothing(const crypto::NameValue& item, std::string_view method) {
  if (item.name == "versionId" && item.value == "null") return true;
  const bool may_be_call = item.value.empty() && method != "GET" && method != "HEAD";
  return !may_be_call && std::find(kParameters.begin(), kParameters.end(), item.name) == kParameters.end();
}

On WhatFor(const S3Request& request) {
  if (request.bucket.empty()) return On::kService;
  return request.key.empty() ? On::kBucket : On::kObject;
}

bool Fits(const Entry& entry, const S3Request& request) {
  std::vector<std::string_view> names;
  for (const auto& item : request.query) {
    const bool is_optional = std::find(entry.optional.begin(), entry.optional.end(), item.name) != entry.optional.end();
    if (!SaysNothing(item, request.http.method) && !is_optional) names.push_back(item.name);
  }
  std::sort(names.begin(), names.end());
  return entry.on == WhatFor(request) && entry.method == request.http.method && entry.query == names;
}

}  // namespace

Operation GetOperation(const S3Request& request) {
  const auto found =
      std::find_if(Operations().begin(), Operations().end(), [&](const Entry& entry) { return Fits(entry, request); });
  if (found != Operations().end()) return found->operation;
  for (const auto& item : request.query) {
    if (!SaysNothing(item, request.http.method)) throw NotImplemented("this call with the parameter " + item.name);
  }
  throw NotImplemented("this call");
}

bool MakesBucket(Operation operation) { return operation == CreateBucket; }

}  // namespace clipbox::http
