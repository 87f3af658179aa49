#include "http/s3/answer.h"
#include "http/s3/body.h"
#include "http/s3/cors_rules.h"
#include "http/s3/error.h"
#include "http/s3/operations.h"

namespace clipbox::http {

using objectstore::BucketStore;

Response GetBucketCors(BucketStore& store, const S3Request& request) {
  const std::string rules = store.buckets().GetCors(request.object.bucket);
  if (rules.empty()) throw S3Error(404, "NoSuchCORSConfiguration", "The CORS configuration does not exist");
  return TextResponse(rules, "application/xml");
}

// Kept as we write it, so that what is read later was understood now.
Response PutBucketCors(BucketStore& store, const S3Request& request) {
  const auto rules = ParseCorsRules(ReceiveText(store, request, kMaxCorsBytes));
  store.buckets().SetCors(request.object.bucket, WriteCorsRules(rules));
  return EmptyResponse(200);
}

Response DeleteBucketCors(BucketStore& store, const S3Request& request) {
  store.buckets().SetCors(request.object.bucket, {});
  return EmptyResponse(204);
}

}  // namespace clipbox::http
