#include "http/s3/operations.h"

#include <algorithm>
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

const std::vector<Entry>& Operations() {
  static const std::vector<Entry> entries = {
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
      {On::kBucket, "POST", {"delete"}, {}, DeleteObjects},
      {On::kObject, "GET", {}, {"partNumber"}, GetObject},
      {On::kObject, "HEAD", {}, {"partNumber"}, GetObject},
      {On::kObject, "GET", {"tagging"}, {}, GetObjectTagging},
      {On::kObject, "PUT", {}, {}, PutObject},
      {On::kObject, "DELETE", {}, {}, DeleteObject},
      {On::kObject, "POST", {"uploads"}, {}, CreateMultipartUpload},
      {On::kObject, "PUT", {"partNumber", "uploadId"}, {}, UploadPart},
      {On::kObject, "GET", {"uploadId"}, {"max-parts", "part-number-marker", "encoding-type"}, ListParts},
      {On::kObject, "POST", {"uploadId"}, {}, CompleteMultipartUpload},
      {On::kObject, "DELETE", {"uploadId"}, {}, AbortMultipartUpload},
  };
  return entries;
}

// Parameters that say nothing of what is asked for: the signature's own, SDKs' names of calls, overrides of the
// answer's headers.
bool IsNeutral(std::string_view name) {
  return name.starts_with("X-Amz-") || name.starts_with("response-") || name == "x-id";
}

On WhatFor(const S3Request& request) {
  if (request.bucket.empty()) return On::kService;
  return request.key.empty() ? On::kBucket : On::kObject;
}

bool Fits(const Entry& entry, const S3Request& request) {
  std::vector<std::string_view> names;
  for (const auto& item : request.query) {
    const bool is_optional = std::find(entry.optional.begin(), entry.optional.end(), item.name) != entry.optional.end();
    if (!IsNeutral(item.name) && !is_optional) names.push_back(item.name);
  }
  std::sort(names.begin(), names.end());
  return entry.on == WhatFor(request) && entry.method == request.http.method && entry.query == names;
}

}  // namespace

Operation GetOperation(const S3Request& request) {
  const auto found =
      std::find_if(Operations().begin(), Operations().end(), [&](const Entry& entry) { return Fits(entry, request); });
  if (found != Operations().end()) return found->operation;
  throw NotImplemented("this call");
}

bool MakesBucket(Operation operation) { return operation == CreateBucket; }

}  // namespace clipbox::http
