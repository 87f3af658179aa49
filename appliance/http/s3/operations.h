// The calls of the S3 protocol, one function each, and which request is which. Each is given a request whose signature
// is good and whose bucket exists, and throws S3Error or base::Error (http/s3/error.h). Free functions; thread-safe.
#pragma once

#include "http/response.h"
#include "http/s3/request.h"
#include "objectstore/embedded/bucket_store.h"

namespace clipbox::http {

using Operation = Response (*)(objectstore::BucketStore&, const S3Request&);

// The call that method, path and query ask for. Throws: S3Error NotImplemented, MethodNotAllowed.
Operation GetOperation(const S3Request& request);
// True for the one call on a bucket that need not exist.
bool MakesBucket(Operation operation);

Response ListBuckets(objectstore::BucketStore& store, const S3Request& request);

Response CreateBucket(objectstore::BucketStore& store, const S3Request& request);
Response HeadBucket(objectstore::BucketStore& store, const S3Request& request);
Response DeleteBucket(objectstore::BucketStore& store, const S3Request& request);
Response GetBucketLocation(objectstore::BucketStore& store, const S3Request& request);
Response GetBucketCors(objectstore::BucketStore& store, const S3Request& request);
Response PutBucketCors(objectstore::BucketStore& store, const S3Request& request);
Response DeleteBucketCors(objectstore::BucketStore& store, const S3Request& request);
// Empty: nothing is versioned.
Response GetBucketVersioning(objectstore::BucketStore& store, const S3Request& request);
// A bucket's or an object's: its owner may do everything, nobody else anything.
Response GetAcl(objectstore::BucketStore& store, const S3Request& request);
// Canned ones are taken without effect; grants to others are not implemented.
Response PutAcl(objectstore::BucketStore& store, const S3Request& request);
// What a bucket may have and ours never has: 404 by the name of each, or empty; and deleted they are already.
Response GetConfiguration(objectstore::BucketStore& store, const S3Request& request);
Response DeleteConfiguration(objectstore::BucketStore& store, const S3Request& request);
Response ListObjects(objectstore::BucketStore& store, const S3Request& request);
Response ListObjectsV2(objectstore::BucketStore& store, const S3Request& request);
Response ListObjectVersions(objectstore::BucketStore& store, const S3Request& request);
Response ListMultipartUploads(objectstore::BucketStore& store, const S3Request& request);
Response DeleteObjects(objectstore::BucketStore& store, const S3Request& request);

// GET and HEAD.
Response GetObject(objectstore::BucketStore& store, const S3Request& request);
// What is asked for of ETag, checksum, parts, storage class and size, without the bytes.
Response GetObjectAttributes(objectstore::BucketStore& store, const S3Request& request);
// No tags: aws-cli asks for them before it copies in parts.
Response GetObjectTagging(objectstore::BucketStore& store, const S3Request& request);
// CopyObject where the request names a source.
Response PutObject(objectstore::BucketStore& store, const S3Request& request);
Response CopyObject(objectstore::BucketStore& store, const S3Request& request);
// A browser's upload by a form to the bucket's address, which carries its signature in itself.
bool IsFormUpload(const Request& request);
// Requires: IsFormUpload.
Response PostObject(objectstore::BucketStore& store, Request& request);
Response DeleteObject(objectstore::BucketStore& store, const S3Request& request);

Response CreateMultipartUpload(objectstore::BucketStore& store, const S3Request& request);
// UploadPartCopy where the request names a source.
Response UploadPart(objectstore::BucketStore& store, const S3Request& request);
Response UploadPartCopy(objectstore::BucketStore& store, const S3Request& request);
Response ListParts(objectstore::BucketStore& store, const S3Request& request);
Response CompleteMultipartUpload(objectstore::BucketStore& store, const S3Request& request);
Response AbortMultipartUpload(objectstore::BucketStore& store, const S3Request& request);

}  // namespace clipbox::http
