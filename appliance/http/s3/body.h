// The body of an S3 request, checked in every way that its sender asked for. Length, SHA-256 of the signature, signed
// chunks, Content-MD5; x-amz-checksum-… beside it or in its trailer. Free functions; used by the request's thread.
#pragma once

#include <cstdint>
#include <string>

#include "http/s3/request.h"
#include "objectstore/embedded/bucket_store.h"

namespace clipbox::http {

// S3's limit of one PUT and of one part.
inline constexpr std::uint64_t kMaxBodyBytes = std::uint64_t{5} << 30;

// The bytes of an object or part, written to disk as they come, whole and good on return. The checksum that came with
// them is kept, or that which `terms` want. A body in HTTP's own chunks
// may say its length (x-amz-decoded-content-length) or leave it open.
// Throws: Error kLengthRequired, kSizeMismatch, kDigestMismatch, and as BucketStore::Receive. S3Error EntityTooLarge
// above 5 GiB and above the room of `terms`, before a byte is read where the length was said. S3Error InvalidRequest
// for a checksum of unknown kind, BadDigest, InvalidDigest, SignatureDoesNotMatch.
objectstore::IncomingFile ReceiveBody(objectstore::BucketStore& store, const S3Request& request,
                                      const objectstore::PartTerms& terms = {});

// What a checksum in the request's headers is of: the body, or the object that the call is about.
enum class ChecksumOf { kBody, kObject };

// A body that is a document of at most `max_bytes`; empty where there is none. Throws: as above; Error kBodyTooLarge.
std::string ReceiveText(objectstore::BucketStore& store, const S3Request& request, std::uint64_t max_bytes,
                        ChecksumOf checksum_of = ChecksumOf::kBody);

}  // namespace clipbox::http
