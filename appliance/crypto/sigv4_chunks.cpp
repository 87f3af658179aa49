#include "crypto/sigv4_chunks.h"

#include "crypto/sha256.h"

namespace clipbox::crypto {

std::string ChunkSigner::SignChunk(std::string_view sha256) {
  static const std::string kNoHeaders = Sha256Hex("");
  std::string text = "AWS4-HMAC-SHA256-PAYLOAD" + context_ + last_ + "\n" + kNoHeaders + "\n";
  return last_ = key_->SignHex(text.append(sha256));
}

std::string ChunkSigner::SignTrailer(std::string_view sha256) {
  std::string text = "AWS4-HMAC-SHA256-TRAILER" + context_ + last_ + "\n";
  return last_ = key_->SignHex(text.append(sha256));
}

}  // namespace clipbox::crypto
