// What an object is beside its bytes, as headers: read from the request that stores it, written to the answer that
// gives it back. An answer can never run as the page: it is sandboxed and never sniffed. It is a download unless it is
// a picture, sound or film, or its signer wants it shown. Pure.
#pragma once

#include "http/response.h"
#include "http/s3/request.h"
#include "objectstore/object_store.h"

namespace clipbox::http {

// Type, content headers and x-amz-meta-…. Throws: as RefuseAccessForOthers; S3Error MetadataTooLarge over 2 KiB of
// metadata, NotImplemented for headers that ask for what this store does not do (encryption, tags, locks).
objectstore::ObjectHead HeadOf(const S3Request& request);

// Of an object or a bucket. A canned ACL is taken. One that lets others in has no effect, which the log says once.
// Throws: S3Error NotImplemented for a grant by name, InvalidArgument for no canned ACL.
void RefuseAccessForOthers(const S3Request& request);

// The order of precedence: what the signer overrides (`response-…`), then what was stored with the object. A GET adds
// `attachment` to what a browser should not show as a page; a HEAD tells what was stored.
// Throws: S3Error InvalidArgument for an override that would break out of its header.
void AddObjectHeaders(const S3Request& request, const objectstore::ObjectInfo& info, Headers& headers);

}  // namespace clipbox::http
