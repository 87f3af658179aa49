#include "crypto/secrets.h"

#include <openssl/crypto.h>
#include <sodium.h>

#include <array>

#include "base/error.h"
#include "base/id.h"
#include "crypto/sha256.h"

namespace clipbox::crypto {
namespace {

// OWASP's cheapest argon2id setting: 19 MiB, two passes, one lane.
constexpr std::size_t kMemoryBytes = 19 * 1024 * 1024;
constexpr unsigned long long kPasses = 2;

void InitSodium() {
  static const int state = sodium_init();
  if (state < 0) throw base::Error(base::ErrorCode::kInternal, "cannot start libsodium: no source of randomness");
}

}  // namespace

std::string HashPassword(std::string_view password) {
  InitSodium();
  std::array<char, crypto_pwhash_STRBYTES> text{};
  const int failed = crypto_pwhash_str_alg(text.data(), password.data(), password.size(), kPasses, kMemoryBytes,
                                           crypto_pwhash_ALG_ARGON2ID13);
  if (failed != 0)
    throw base::Error(base::ErrorCode::kOutOfMemory, "cannot hash a password: 19 MiB of memory are needed");
  return text.data();
}

bool VerifyPassword(std::string_view hash, std::string_view password) {
  InitSodium();
  const std::string text(hash);
  return crypto_pwhash_str_verify(text.c_str(), password.data(), password.size()) == 0;
}

std::string NewToken() { return base::RandomHex(32); }

std::string HashToken(std::string_view token) { return Sha256Hex(token); }

bool ConstantTimeEqual(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace clipbox::crypto
