// The S3 calls of multipart uploads: Create, UploadPart, ListParts, Complete, Abort. Free functions of the endpoint;
// thread-safe.
#pragma once

#include "http/response.h"
#include "http/s3_request.h"
#include "objectstore/embedded_store.h"

namespace clipbox::http {

// Each throws Error kNoSuchUpload and S3Error InvalidArgument for what the query lacks.
Response CreateMultipartUpload(objectstore::EmbeddedStore& store, const S3Request& request);
Response UploadPart(objectstore::EmbeddedStore& store, const S3Request& request);
// Pages by `max-parts` (1,000) and `part-number-marker`.
Response ListParts(objectstore::EmbeddedStore& store, const S3Request& request);
// Throws: Error kInvalidPart; S3Error MalformedXML, InvalidPartOrder.
Response CompleteMultipartUpload(objectstore::EmbeddedStore& store, const S3Request& request);
Response AbortMultipartUpload(objectstore::EmbeddedStore& store, const S3Request& request);

}  // namespace clipbox::http
