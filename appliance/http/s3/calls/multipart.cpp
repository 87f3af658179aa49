#include "http/s3/answer.h"
#include "http/s3/body.h"
#include "http/s3/checksums.h"
#include "http/s3/error.h"
#include "http/s3/object_head.h"
#include "http/s3/operations.h"

namespace clipbox::http {

using objectstore::BucketStore;

Response CreateMultipartUpload(BucketStore& store, const S3Request& request) {
  objectstore::ObjectHead head = HeadOf(request);
  head.checksum = AskedForm(request);
  const std::string upload_id = store.CreateUpload(request.object, head);
  Response response = XmlResponse({"InitiateMultipartUploadResult",
                                   "",
                                   {{"Bucket", request.bucket}, {"Key", request.key}, {"UploadId", upload_id}}});
  if (!head.checksum) return response;
  response.headers.Add("x-amz-checksum-algorithm", crypto::NameOf(head.checksum->kind));
  response.headers.Add("x-amz-checksum-type", TypeName(head.checksum->is_composite));
  return response;
}

Response UploadPart(BucketStore& store, const S3Request& request) {
  const int number = request.Number("partNumber", 1, objectstore::kMaxParts);
  if (request.SignedHeader("x-amz-copy-source")) return UploadPartCopy(store, request);
  const std::string upload_id = request.Text("uploadId");
  const objectstore::PartTerms terms = store.TermsOfPart(request.object, upload_id, number);
  const auto part = store.PutPart(request.object, upload_id, number, ReceiveBody(store, request, terms));
  Response response;
  response.headers.Add("ETag", Quoted(part.etag));
  AddChecksum(part.checksum, false, response.headers);
  return response;
}

Response AbortMultipartUpload(BucketStore& store, const S3Request& request) {
  store.RequireUpload(request.object, request.Text("uploadId"));
  store.AbortUpload(request.object, request.Text("uploadId"));
  return EmptyResponse(204);
}

}  // namespace clipbox::http
