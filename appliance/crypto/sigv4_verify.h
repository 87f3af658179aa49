// Checks the signature of a request that came in: presigned query or Authorization header. It works on the raw target
// and the raw headers, because a decoded or reordered request is no longer the one that was signed. Pure but for the
// key cache; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "crypto/sigv4.h"

namespace clipbox::crypto {

struct ReceivedRequest {
  std::string method;
  std::string target;              // as in the request line: path, '?', query
  std::vector<NameValue> headers;  // as they came; names in any case
  std::vector<std::string>
      hosts;  // every value under which this server may have been asked for (Host, the proxy's, the public one)
};

enum class SigV4Verdict {
  kValid,
  kMalformed,      // no signature, two of them, or one that cannot be read (an Expires outside 1 s to 7 days as well)
  kUnknownKey,     // another access key id
  kMismatch,       // tampered, or signed with another secret
  kExpired,        // genuine, but its time is over
  kSkewed,         // genuine, but signed more than 15 minutes from our clock (presigned: ahead of it)
  kUnsignedHeader  // header-signed, with an x-amz- header left out of the signature
};

struct SigV4Check {
  SigV4Verdict verdict = SigV4Verdict::kMalformed;
  bool presigned = false;
  std::vector<std::string> signed_headers;  // lower case; of a presigned request no other header counts
  std::string payload_hash;                 // to be held against the body, unless it is UNSIGNED-PAYLOAD
  // What the signatures of a body in chunks go on from (sigv4_chunks.h).
  std::string signature = {};
  std::string amz_date = {};
  SigV4Scope scope = {};
};

// True for a body that comes in chunks (`aws-chunked`), whether each is signed or not.
bool IsChunked(const SigV4Check& check);

// The SHA-256 that the body must have. Returns nullopt if the signature leaves the body open (UNSIGNED-PAYLOAD) or
// signs its chunks.
std::optional<std::string> SignedBodyHash(const SigV4Check& check);

SigV4Check VerifyRequest(SigningKeys& keys, const ReceivedRequest& request, base::Timestamp now);

// A signed policy of a form (S3 reference, "Authenticating Requests: Browser-Based Uploads"): its text, as base64, is
// what is signed. Its own expiration is not looked at; the signature is good for seven days.
struct SignedPolicy {
  std::string credential;
  std::string amz_date;
  std::string signature;
  std::string text;
};
SigV4Verdict VerifyPolicy(SigningKeys& keys, const SignedPolicy& policy, base::Timestamp now);

// The target's path and query, percent-decoded; '+' stays '+'. Returns nullopt for a broken escape.
struct DecodedTarget {
  std::string path;
  std::vector<NameValue> query;
};
std::optional<DecodedTarget> DecodeTarget(std::string_view target);

}  // namespace clipbox::crypto
