#include <algorithm>
#include <string_view>

#include "base/error.h"
#include "base/text.h"
#include "http/s3/answer.h"
#include "http/s3/body.h"
#include "http/s3/error.h"
#include "http/s3/object_head.h"
#include "http/s3/operations.h"

namespace clipbox::http {
namespace {

using objectstore::BucketStore;
using xml::Element;

constexpr std::size_t kMaxDocumentBytes = 64 << 10;
constexpr int kMaxBuckets = 10'000;

bool IsLowerOrDigit(char c) { return (c >= 'a' && c <= 'z') || base::IsDigit(c); }

// S3 user guide, "Bucket naming rules": 3 to 63 of a-z 0-9 - . with a letter or digit at both ends. No label is empty
// or begins or ends with a hyphen, and the whole is no IPv4 address.
bool IsBucketName(std::string_view name) {
  if (name.size() < 3 || name.size() > 63 || !IsLowerOrDigit(name.front()) || !IsLowerOrDigit(name.back()))
    return false;
  const auto allowed = [](char c) { return IsLowerOrDigit(c) || c == '-' || c == '.'; };
  if (!std::all_of(name.begin(), name.end(), allowed)) return false;
  for (const std::string_view wrong : {"..", ".-", "-."}) {
    if (name.find(wrong) != std::string_view::npos) return false;
  }
  const auto numeric = [](char c) { return base::IsDigit(c) || c == '.'; };
  return !(std::count(name.begin(), name.end(), '.') == 3 && std::all_of(name.begin(), name.end(), numeric));
}

}  // namespace

// In pages where they are asked for; the token is the name that the page before ended with.
Response ListBuckets(BucketStore& store, const S3Request& request) {
  auto buckets = store.buckets().List();
  for (auto& bucket : buckets) bucket.bucket = bucket.bucket.empty() ? store.options().bucket : bucket.bucket;
  std::sort(buckets.begin(), buckets.end(), [](const auto& a, const auto& b) { return a.bucket < b.bucket; });
  const std::string prefix = request.Text("prefix"), after = request.Text("continuation-token");
  std::erase_if(buckets, [&](const auto& each) { return !each.bucket.starts_with(prefix) || each.bucket <= after; });
  const auto most = static_cast<std::size_t>(
      request.Query("max-buckets") ? request.Number("max-buckets", 1, kMaxBuckets) : kMaxBuckets);
  const bool is_truncated = buckets.size() > most;
  if (is_truncated) buckets.resize(most);
  Element list{"Buckets", ""};
  for (const auto& bucket : buckets) {
    list.children.push_back(
        {"Bucket", "", {{"Name", bucket.bucket}, {"CreationDate", base::ToIso8601(bucket.created_at)}}});
  }
  Element root{"ListAllMyBucketsResult", "", {Owner(), list}};
  if (is_truncated) root.children.push_back({"ContinuationToken", buckets.back().bucket});
  if (!prefix.empty()) root.children.push_back({"Prefix", prefix});
  return XmlResponse(root);
}

// Made again by its owner, as there is no other, it stays as it is. Where it is to lie is read and means nothing.
Response CreateBucket(BucketStore& store, const S3Request& request) {
  const std::string body = ReceiveText(store, request, kMaxDocumentBytes);
  const auto root = xml::Parse(body, kMaxDocumentBytes);
  if (!body.empty() && (!root || root->name != "CreateBucketConfiguration")) throw MalformedXml();
  RefuseAccessForOthers(request);
  if (EqualsIgnoringCase(request.SignedHeader("x-amz-bucket-object-lock-enabled").value_or(""), "true"))
    throw NotImplemented("object lock");
  const bool is_own = request.object.bucket.empty();
  if (!is_own && !IsBucketName(request.bucket))
    throw S3Error(400, "InvalidBucketName", "The specified bucket is not valid.");
  store.buckets().Make(request.object.bucket, store.Now());
  Response response;
  response.headers.Add("Location", "/" + request.bucket);
  return response;
}

Response HeadBucket(BucketStore& store, const S3Request&) {
  Response response;
  response.headers.Add("x-amz-bucket-region", store.options().region);
  return response;
}

Response DeleteBucket(BucketStore& store, const S3Request& request) {
  if (request.object.bucket.empty())
    throw S3Error(403, "AccessDenied", "This bucket is the product's own and stays as long as the product.");
  if (!store.RemoveBucket(request.object.bucket))
    throw S3Error(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
  return EmptyResponse(204);
}

Response GetBucketLocation(BucketStore& store, const S3Request&) {
  return XmlResponse({"LocationConstraint", store.options().region});
}

}  // namespace clipbox::http
