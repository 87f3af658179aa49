// The readable parts of an AWS signature, before anything is believed of it: where it stands, whose it is, and when it
// was made. For the verifier alone. Pure functions on text that came from outside.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "crypto/sigv4.h"

namespace clipbox::crypto {

inline constexpr int kMaxPresignSeconds = 604800;  // 7 days (S3 reference, X-Amz-Expires)

// What the client says of its signature, wherever it says it.
struct SentSignature {
  std::string credential;
  std::string amz_date;
  std::string signed_headers;  // `host;x-amz-date`
  std::string signature;
  std::chrono::seconds expires{0};  // presigned only
};

// Whose signature it is, and for what day and region.
struct Credential {
  std::string access_key_id;
  SigV4Scope scope;
};

// A parameter that appears exactly once: a second one would make two readings of one signature.
std::optional<std::string> FindOnce(const std::vector<NameValue>& items, std::string_view name);

// The values of a header joined by commas (RFC 9110, 5.3). Returns nullopt if it was not sent.
std::optional<std::string> JoinedHeader(const std::vector<NameValue>& headers, std::string_view name);

// `20130524T000000Z`. Returns nullopt for any other form or for a date that the calendar lacks.
std::optional<base::Timestamp> ParseAmzDate(std::string_view text);

// `AKID/20130524/us-east-1/s3/aws4_request`; any region.
std::optional<Credential> ParseCredential(std::string_view text);

// The X-Amz-… parameters of a presigned URL. Returns nullopt if one is missing, doubled, or out of bounds.
std::optional<SentSignature> SignatureOfQuery(const std::vector<NameValue>& query);

// `AWS4-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=…`, white space after the commas or none; the time is in
// x-amz-date.
std::optional<SentSignature> SignatureOfHeader(std::string_view authorization, const std::vector<NameValue>& headers);

}  // namespace clipbox::crypto
