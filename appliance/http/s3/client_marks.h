// What tells that a request comes from an S3 client though nothing in it is a good signature, and what such a client is
// told. Pure.
#pragma once

#include "http/request.h"
#include "http/s3/error.h"

namespace clipbox::http {

// True for an Authorization that is AWS's or empty, for headers and parameters that only S3 has, and for the name of an
// SDK. What proxies of AWS add is no mark.
bool HasClientMarks(const Request& request);

// True where nothing claims to be a signature.
bool IsAnonymous(const Request& request);

// For a request whose signature is missing or cannot be read: what is wrong, and what to sign with instead.
S3Error NoGoodSignature(const Request& request);

// For a form that is signed as long ago.
S3Error OldSignatureOfForm();

}  // namespace clipbox::http
