#include "crypto/ed25519.h"

#include "base/encoding.h"
#include "base/error.h"
#include "catch.h"

using namespace clipbox;
using crypto::IsSignedBy;
using crypto::SigningKey;

namespace {

// RFC 8032, 7.1, test 2.
constexpr const char* kSeed = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
constexpr const char* kPublicKey = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
constexpr const char* kSignature =
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb0"
    "0d291612bb0c00";

}  // namespace

TEST_CASE("a key gives the public key and the signature of RFC 8032") {
  const SigningKey key(kSeed);
  CHECK(base::ToHex(key.public_key()) == kPublicKey);
  CHECK(base::ToHex(key.Sign("\x72")) == kSignature);
}

TEST_CASE("a signature holds for its message and its key, and for no other") {
  const SigningKey key(crypto::NewSigningSeed());
  const SigningKey other(crypto::NewSigningSeed());
  const std::string signature = key.Sign("message");
  CHECK(IsSignedBy(key.public_key(), "message", signature));
  CHECK_FALSE(IsSignedBy(key.public_key(), "massage", signature));
  CHECK_FALSE(IsSignedBy(other.public_key(), "message", signature));
  CHECK_FALSE(IsSignedBy(key.public_key(), "message", signature.substr(1)));
  CHECK_FALSE(IsSignedBy("", "message", signature));
}

TEST_CASE("a seed that is none is refused") {
  CHECK_THROWS_AS(SigningKey("abcd"), base::Error);
  CHECK_THROWS_AS(SigningKey(std::string(64, 'x')), base::Error);
}
