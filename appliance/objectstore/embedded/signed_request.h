// The AWS signature of a request as the S3 endpoint sees it: http asks the store, which alone holds the keys. Values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/sigv4_verify.h"

namespace clipbox::objectstore {

using SignedRequest = crypto::ReceivedRequest;
using SignatureCheck = crypto::SigV4Check;
using SignatureVerdict = crypto::SigV4Verdict;
using crypto::DecodedTarget;
using crypto::DecodeTarget;
using crypto::NameValue;

// The SHA-256 that the body must have; nothing where the signature leaves the body open (UNSIGNED-PAYLOAD) or
// signs its chunks.
std::optional<std::string> SignedBodyHash(const SignatureCheck& check);

// True for a body that comes in chunks (`aws-chunked`, STREAMING-…), signed each or not.
bool IsChunked(const SignatureCheck& check);

// Throws: Error kDigestMismatch when `body` is not the one that was signed.
void RequireSignedBody(const SignatureCheck& check, std::string_view body);

}  // namespace clipbox::objectstore
