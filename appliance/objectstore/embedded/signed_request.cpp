#include "objectstore/embedded/signed_request.h"

#include "base/error.h"
#include "crypto/sha256.h"

namespace clipbox::objectstore {

// S3 reference, "Transferring Payload in Multiple Chunks".
bool IsChunked(const SignatureCheck& check) { return check.payload_hash.starts_with("STREAMING-"); }

std::optional<std::string> SignedBodyHash(const SignatureCheck& check) {
  if (check.payload_hash == crypto::kUnsignedPayload || IsChunked(check)) return std::nullopt;
  return check.payload_hash;
}

void RequireSignedBody(const SignatureCheck& check, std::string_view body) {
  const auto hash = SignedBodyHash(check);
  if (!hash || *hash == crypto::Sha256Hex(body)) return;
  throw base::Error(base::ErrorCode::kDigestMismatch,
                    "the body is not the one that was signed: its SHA-256 is another");
}

}  // namespace clipbox::objectstore
