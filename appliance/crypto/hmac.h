// HMAC-SHA256 (RFC 2104) with the key's two padded blocks hashed once: a signature then costs two copies of a state.
// Sign is const and safe to call from several threads at once.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "crypto/digest.h"

namespace clipbox::crypto {

class HmacSha256 {
 public:
  explicit HmacSha256(std::string_view key);

  std::array<unsigned char, 32> Sign(std::string_view message) const;
  std::string SignHex(std::string_view message) const;

 private:
  Digest inner_;
  Digest outer_;
};

// One message under one key; raw bytes. Webhooks and the derivation of signing keys use it.
std::string HmacSha256Of(std::string_view key, std::string_view message);

}  // namespace clipbox::crypto
