// A request to the S3 endpoint whose signature was found good: bucket, key, query, and of its headers those that may
// count. Belongs to one request; it borrows the HTTP request.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/sigv4_verify.h"
#include "http/request.h"
#include "objectstore/embedded/rows/object_name.h"

namespace clipbox::http {

inline constexpr int kMaxKeys = 1'000;  // of one list, asked for or sent

struct S3Request {
  Request& http;
  crypto::SigV4Check signature;
  std::string bucket;  // empty for the service itself
  std::string key;     // percent-decoded; empty for the bucket itself
  std::vector<crypto::NameValue> query;
  objectstore::ObjectName object{"", ""};  // bucket and key as the store calls them
  std::vector<std::string> from_query{};   // headers that a presigned URL carried; lower case

  std::optional<std::string_view> Query(std::string_view name) const;

  // A header that says something of the object. A presigned request's counts only if it was signed, as a header or in
  // the URL. For the signer decides what is stored, not whoever holds the URL.
  std::optional<std::string_view> SignedHeader(std::string_view name) const;

  // A whole number of the query. Throws: S3Error InvalidArgument where it is missing, no number, or out of bounds.
  int Number(std::string_view name, int least, int most) const;
  // As Number, `most` where it is missing or larger (`max-keys`).
  int Limit(std::string_view name, int most) const;
  // The first value of a parameter, empty where it is missing.
  std::string Text(std::string_view name) const { return std::string(Query(name).value_or("")); }
};

// The path's first segment, still encoded: what a path-style request calls its bucket.
std::string_view BucketSegment(const Request& request);

// Throws: S3Error InvalidURI for a key that is not UTF-8 or holds a NUL; KeyTooLongError over 1,024 bytes.
void RequireGoodKey(const std::string& key);

// For what stands for a header elsewhere: in a signed query, or as a field of a form. Throws: S3Error InvalidArgument
// for a name that is no token, or a value with a control character.
void RequireGoodHeader(const std::string& name, const std::string& value);

// Throws: S3Error InvalidURI for a target that cannot be decoded; as RequireGoodKey.
S3Request ParseS3Request(Request& request, crypto::SigV4Check signature);

}  // namespace clipbox::http
