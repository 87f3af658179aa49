#include "crypto/ed25519.h"

#include <sodium.h>

#include "base/encoding.h"
#include "base/error.h"
#include "base/id.h"

namespace clipbox::crypto {
namespace {

const unsigned char* BytesOf(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* BytesOf(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

std::string NewSigningSeed() { return base::RandomHex(crypto_sign_SEEDBYTES); }

SigningKey::SigningKey(std::string_view seed)
    : public_key_(crypto_sign_PUBLICKEYBYTES, '\0'), secret_key_(crypto_sign_SECRETKEYBYTES, '\0') {
  const auto bytes = base::FromHex(seed);
  if (!bytes || bytes->size() != crypto_sign_SEEDBYTES || sodium_init() < 0) {
    throw base::Error(base::ErrorCode::kInternal,
                      "the signing key of this installation cannot be used: it is not 64 hex digits");
  }
  crypto_sign_seed_keypair(BytesOf(public_key_), BytesOf(secret_key_), BytesOf(*bytes));
}

std::string SigningKey::Sign(std::string_view message) const {
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(BytesOf(signature), nullptr, BytesOf(message), message.size(), BytesOf(secret_key_));
  return signature;
}

bool IsSignedBy(std::string_view public_key, std::string_view message, std::string_view signature) {
  if (public_key.size() != crypto_sign_PUBLICKEYBYTES || signature.size() != crypto_sign_BYTES || sodium_init() < 0)
    return false;
  return crypto_sign_verify_detached(BytesOf(signature), BytesOf(message), message.size(), BytesOf(public_key)) == 0;
}

}  // namespace clipbox::crypto
