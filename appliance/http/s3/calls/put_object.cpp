#include "http/s3/answer.h"
#include "http/s3/body.h"
#include "http/s3/checksums.h"
#include "http/s3/conditions.h"
#include "http/s3/error.h"
#include "http/s3/object_head.h"
#include "http/s3/operations.h"

namespace clipbox::http {

using objectstore::BucketStore;
using objectstore::ObjectInfo;

Response PutObject(BucketStore& store, const S3Request& request) {
  if (request.SignedHeader("x-amz-copy-source")) return CopyObject(store, request);
  const objectstore::ObjectHead head = HeadOf(request);
  const objectstore::Guard guard = ReplaceGuard(request.http.headers);
  if (guard) {
    // Asked before the body is taken as well, so that none is received for nothing.
    const auto present = store.Find(request.object);
    guard(present ? &*present : nullptr);
  }
  const ObjectInfo info = store.PutObject(request.object, head, ReceiveBody(store, request), guard);
  Response response;
  response.headers.Add("ETag", Quoted(info.etag));
  AddChecksum(info.checksum, true, response.headers);
  return response;
}

// An object that is not there counts as deleted, whatever was asked of it.
Response DeleteObject(BucketStore& store, const S3Request& request) {
  const Headers& headers = request.http.headers;
  const DeleteConditions conditions = ReadDeleteConditions(
      headers.Find("If-Match"), headers.Find("x-amz-if-match-last-modified-time"), headers.Find("x-amz-if-match-size"));
  store.Remove({request.object}, [&](std::size_t, const ObjectInfo& present) {
    if (!conditions.Hold(present)) throw PreconditionFailed();
    return true;
  });
  return EmptyResponse(204);
}

}  // namespace clipbox::http
