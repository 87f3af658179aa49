// A streaming message digest over OpenSSL's EVP: SHA-256 for signatures, tokens and read-back checks, MD5 for ETags,
// SHA-1 for checksums that S3 clients choose.
// One thread at a time. A copy continues on its own from where the original stands (HMAC keeps its keyed state so).
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace clipbox::crypto {

enum class DigestKind { kSha256, kMd5, kSha1 };

class Digest {
 public:
  // Throws: Error kOutOfMemory.
  explicit Digest(DigestKind kind);
  ~Digest();
  Digest(const Digest& other);
  Digest& operator=(const Digest& other);
  Digest(Digest&&) noexcept = default;
  Digest& operator=(Digest&&) noexcept = default;

  void Update(std::string_view bytes);
  // The digest as raw bytes; the object is then ready for another message.
  std::string Finish();
  // The same, written to `into` (32 bytes for SHA-256, 20 for SHA-1, 16 for MD5).
  void FinishInto(unsigned char* into);

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  DigestKind kind_;
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace clipbox::crypto
