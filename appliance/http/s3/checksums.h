// Checksums as S3 names them in headers and documents (Amazon S3 user guide, "Checking object integrity"), and what a
// request asks of them. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/headers.h"
#include "http/s3/request.h"
#include "objectstore/object_checksum.h"
#include "xml/element.h"

namespace clipbox::http {

inline constexpr std::string_view kChecksumPrefix = "x-amz-checksum-";

// `x-amz-checksum-crc32c`.
std::string ChecksumHeader(crypto::ChecksumKind kind);
// The kind that a header of that name (in lower case) carries. Returns nullopt for `x-amz-checksum-type` and its like,
// and for any other header. Throws: S3Error InvalidRequest for a kind that is not known.
std::optional<crypto::ChecksumKind> KindOfHeader(const std::string& name);

struct SaidChecksum {
  crypto::ChecksumKind kind;
  std::string value;
};
// Those in the headers of a request that its signer meant. A URL is signed before there is a body, and some SDKs put
// the checksum of an empty one into it. Throws: as KindOfHeader.
std::vector<SaidChecksum> SaidChecksums(const S3Request& request);

// `FULL_OBJECT` or `COMPOSITE`.
const char* TypeName(bool is_composite);

// What `x-amz-checksum-algorithm` asks for. Throws: S3Error InvalidRequest.
std::optional<crypto::ChecksumKind> AskedKind(const S3Request& request);
// What `x-amz-checksum-type` says: whether it is composite. Throws: S3Error InvalidRequest.
std::optional<bool> AskedType(const S3Request& request);
// For an upload that begins; where no type is asked for, that which S3 takes.
// Throws: S3Error InvalidRequest for a type without a kind; as MakeForm.
std::optional<objectstore::ChecksumForm> AskedForm(const S3Request& request);
// `is_composite` where it is said, else what goes with the kind. Throws: S3Error InvalidRequest for a kind that cannot
// be of that type.
objectstore::ChecksumForm MakeForm(crypto::ChecksumKind kind, std::optional<bool> is_composite);

// Adds the checksum, and its type where `with_type`, if there is one.
void AddChecksum(const std::optional<objectstore::ObjectChecksum>& checksum, bool with_type, Headers& headers);
void AddChecksum(const std::optional<objectstore::ObjectChecksum>& checksum, bool with_type, xml::Element& element);
// Adds `ChecksumAlgorithm` and `ChecksumType`.
void AddForm(const std::optional<objectstore::ChecksumForm>& form, xml::Element& element);

}  // namespace clipbox::http
