// AWS Signature Version 4 for S3, stage by stage: canonical request, string to sign, signing key, signature. The
// presigner, the verifier and the S3 client all sign by this, so that they cannot disagree. Source: "Authenticating
// Requests (AWS Signature Version 4)" of the Amazon S3 API reference. Pure functions; SigningKeys is thread-safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/mutex.h"
#include "crypto/hmac.h"

namespace clipbox::crypto {

inline constexpr std::string_view kSigV4Algorithm = "AWS4-HMAC-SHA256";
inline constexpr std::string_view kUnsignedPayload = "UNSIGNED-PAYLOAD";

struct Credentials {
  std::string access_key_id;
  std::string secret_access_key;
};

struct NameValue {
  std::string name;
  std::string value;
};

struct SignableRequest {
  std::string method;
  std::string path;              // percent-decoded, with the leading slash; S3 never normalises it
  std::vector<NameValue> query;  // percent-decoded, in any order, without X-Amz-Signature
  std::vector<NameValue>
      headers;               // those that are signed, names in lower case; values of a repeated name joined by commas
  std::string payload_hash;  // hex SHA-256, UNSIGNED-PAYLOAD or a STREAMING-… word
};

// Stage 1. Requires: header names in lower case, each once.
std::string CanonicalRequest(const SignableRequest& request);

struct SigV4Scope {
  std::string date;  // yyyymmdd
  std::string region;
};

// `20130524/us-east-1/s3/aws4_request`.
std::string ToText(const SigV4Scope& scope);

// Stage 2. `amz_date` is `20130524T000000Z`.
std::string StringToSign(std::string_view amz_date, const SigV4Scope& scope, std::string_view canonical_request);

// `20130524T000000Z`; fractions of a second are cut off.
std::string ToAmzDate(base::Timestamp time);

// Stage 3: one account's signing keys, kept with their hashed HMAC state per day and region (four HMACs saved per
// signature).
class SigningKeys {
 public:
  explicit SigningKeys(Credentials credentials) : credentials_(std::move(credentials)) {}

  const std::string& access_key_id() const { return credentials_.access_key_id; }
  std::shared_ptr<const HmacSha256> For(const SigV4Scope& scope) EXCLUDES(mutex_);

 private:
  struct Kept {
    SigV4Scope scope;
    std::shared_ptr<const HmacSha256> key;
  };
  static constexpr std::size_t kMaxKept = 8;

  const Credentials credentials_;
  base::Mutex mutex_;
  std::vector<Kept> kept_ GUARDED_BY(mutex_);
};

// Stage 4: the signature, lower-case hex, of a request that is signed at `amz_date` within `scope`.
std::string SignRequest(SigningKeys& keys, const SignableRequest& request, std::string_view amz_date,
                        const SigV4Scope& scope);

}  // namespace clipbox::crypto
