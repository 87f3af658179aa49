// The S3 calls on whole objects: GetObject, HeadObject, PutObject, DeleteObject. Free functions of the endpoint;
// thread-safe. An object's answer can never run as the page: sandboxed, never sniffed, a download unless it is a
// picture, sound or film.
#pragma once

#include "http/response.h"
#include "http/s3_request.h"
#include "objectstore/embedded_store.h"

namespace clipbox::http {

// GET and HEAD. Throws: Error kNoSuchKey; S3Error PreconditionFailed, InvalidRange, InvalidArgument.
Response GetObject(objectstore::EmbeddedStore& store, const S3Request& request);
Response PutObject(objectstore::EmbeddedStore& store, const S3Request& request);
Response DeleteObject(objectstore::EmbeddedStore& store, const S3Request& request);

// What the request's headers say of the object that it makes: type and x-amz-meta-….
objectstore::ObjectHead HeadOf(const S3Request& request);

// The request's body, written to disk as it comes. Throws: Error kLengthRequired; S3Error EntityTooLarge above 5 GiB.
objectstore::IncomingFile ReceiveBody(objectstore::EmbeddedStore& store, const S3Request& request);

// `"d41d8…"`.
std::string Quoted(std::string_view etag);

}  // namespace clipbox::http
