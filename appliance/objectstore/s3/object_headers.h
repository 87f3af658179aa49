// What is told about an object, as request headers and out of an answer's headers; and the check that the store kept
// what was sent. For the calls. Pure but for SendBytes.
#pragma once

#include <vector>

#include "objectstore/s3/calls.h"

namespace clipbox::objectstore::s3 {

inline constexpr const char* kMetadataPrefix = "x-amz-meta-";

// content-type and metadata.
std::vector<crypto::NameValue> HeadersOf(const ObjectHead& head);
// Throws: Failure where size or ETag are missing.
ObjectInfo InfoOf(const Call& call, const net::HttpResponse& response);

// Puts the bytes as `call` says, with Content-MD5, and gives the ETag. The file is read twice, so that no part is held
// in memory: for its MD5, and to go out. Throws: Error kDigestMismatch before any is sent, where they have another MD5
// than is known. Failure kDigestMismatch where the ETag is not their MD5 after the last try.
std::string SendBytes(Client& client, Call call, const FileBytes& sent);

}  // namespace clipbox::objectstore::s3
