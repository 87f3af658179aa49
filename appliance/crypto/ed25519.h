// Signatures that anybody can check and only the holder of the key can make (Ed25519, RFC 8032), by libsodium. Used for
// receipts. Keys and signatures are raw bytes; the seed, which is the secret, is hex, as it is kept. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace clipbox::crypto {

// 32 random bytes as 64 lower-case hex digits: all that needs to be kept of a key.
std::string NewSigningSeed();

class SigningKey {
 public:
  // Throws: Error kInternal where `seed` is not 64 hex digits.
  explicit SigningKey(std::string_view seed);

  std::string Sign(std::string_view message) const;              // 64 bytes
  const std::string& public_key() const { return public_key_; }  // 32 bytes

 private:
  std::string public_key_;
  std::string secret_key_;
};

// False for a key or a signature of the wrong length as well.
bool IsSignedBy(std::string_view public_key, std::string_view message, std::string_view signature);

}  // namespace clipbox::crypto
